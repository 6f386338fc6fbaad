import type { Merkmal } from '../law/danger.ts';
import type { Satz } from './catalogue.ts';
import { euro } from './costs.ts';
import { merkmaleOf, raiseOf, zerlege } from './merkmale.ts';
import type { Lauf } from './run.ts';

const NORM = '§ 3 Abs. 3 BKatV, Tabelle 4';
const WORDS: Readonly<Record<Merkmal, string>> = {
  gefaehrdung: 'Gefährdung',
  sachbeschaedigung: 'Sachbeschädigung',
};

/** What the act contains beside the plain Tatbestand: what was told, and what a number left behind contained. */
const asked = (lauf: Lauf, von: Satz): ReadonlySet<Merkmal> => {
  const { gefaehrdung, sachbeschaedigung } = lauf.umstaende;
  const wanted = new Set<Merkmal>();
  if (gefaehrdung) wanted.add('gefaehrdung');
  if (sachbeschaedigung) wanted.add('sachbeschaedigung');
  // a Tatbestand with danger, led over to the number for those without a motor, stays one with danger
  if (lauf.satz !== von) for (const merkmal of zerlege(lauf.lists, von, lauf.tatzeit).enthalten) wanted.add(merkmal);
  return wanted;
};

/**
 * § 3 (3) BKatV. A number of the catalogue's own for danger or damage goes before Tabelle 4; what the Tatbestand
 * contains already raises nothing; damage without a number of its own goes beyond the number for danger, because the
 * act that damaged had endangered before. Where the table has no row, the amount stays and the gap is told.
 *
 * @param von Tatbestand that was named at first
 */
export const raiseForDanger = (lauf: Lauf, von: Satz): void => {
  const wanted = asked(lauf, von);
  if (wanted.size === 0) return;
  const { lists, tatzeit } = lauf;
  const names = [...wanted].map((merkmal) => WORDS[merkmal]).join(' und ');
  const { enthalten } = zerlege(lists, lauf.satz, tatzeit);
  const covered = enthalten.has('sachbeschaedigung') || [...wanted].every((merkmal) => enthalten.has(merkmal));
  if (covered) {
    lauf.hinweise.push(`${names}: schon im Tatbestand enthalten, keine Erhöhung (§ 3 Abs. 3 BKatV).`);
    return;
  }
  const damage = wanted.has('sachbeschaedigung');
  const { mitGefaehrdung, mitSachbeschaedigung } = merkmaleOf(lauf.satz.bkat, tatzeit);
  if (damage && mitSachbeschaedigung !== undefined) {
    lauf.turnTo(mitSachbeschaedigung, '§ 3 Abs. 3 BKatV', 'Sachbeschädigung hat im Katalog eine eigene Nummer');
    return;
  }
  if (mitGefaehrdung !== undefined) {
    const turned = lauf.turnTo(mitGefaehrdung, '§ 3 Abs. 3 BKatV', 'Gefährdung hat im Katalog eine eigene Nummer');
    if (!turned || !damage) return;
  }
  byTable(lauf, damage, names);
};

const byTable = (lauf: Lauf, damage: boolean, names: string): void => {
  const { lists, tatzeit, satz } = lauf;
  const { grundsatz, imKatalog, eigene } = zerlege(lists, satz, tatzeit);
  if (eigene === undefined && !lauf.bussgeld) {
    lauf.hinweise.push(
      `${names}: Tabelle 4 erhöht nur Regelsätze von mehr als 55 €. In Tateinheit steht § 1 Abs. 2 StVO (Nr. 1.3 und 1.4 BKat); es gilt das höchste Verwarnungsgeld (§ 2 Abs. 6 BKatV).`,
    );
    return;
  }
  const withDanger = imKatalog.has('gefaehrdung');
  const row = eigene ?? raiseOf(grundsatz, withDanger, tatzeit);
  const raised = damage ? row?.sachbeschaedigung : row?.gefaehrdung;
  if (raised === undefined) {
    lauf.hinweise.push(
      `offen: Tabelle 4 nennt für den Regelsatz ${euro(grundsatz)}${withDanger ? ' mit Gefährdung im Grundtatbestand' : ''} keine Erhöhung; der Regelsatz bleibt. ${names}: in der Zumessung zu berücksichtigen (§ 17 Abs. 3 OWiG).`,
    );
    return;
  }
  const word = damage ? WORDS.sachbeschaedigung : WORDS.gefaehrdung;
  lauf.step(
    eigene === undefined ? NORM : 'Tatbestandskatalog',
    `${word}: von ${euro(grundsatz)} erhöht auf ${euro(raised)}`,
    raised,
  );
  if (withDanger && damage)
    lauf.hinweise.push('Der Grundtatbestand enthält die Gefährdung; es gilt der zweite Teil der Tabelle 4.');
};
