import { alsVeraltet, planWarnung, type Wacht } from '../../ledger/index.ts';
import { addDays, type Datum } from '../../procedure/index.ts';
import { adressat, sendeEigene } from './absenden.ts';
import { eigeneUuid } from './kennung.ts';
import type { Lage } from './lage.ts';
import { type Warnung, warnung4030 } from './nachrichten.ts';
import { naechsterWarntag, warnstufe } from './stufen.ts';
import type { Laufumgebung } from './umgebung.ts';

/**
 * Warns whoever holds a case of the end of its limitation, if a stage has come that was not said yet; of stages missed
 * meanwhile only the most urgent. Then, or otherwise, plans the next one.
 */
export async function warne(umgebung: Laufumgebung, wacht: Wacht): Promise<void> {
  const { context, umstaende } = umgebung;
  const { pool } = context.ledger;
  const { vorgang } = wacht;
  const { lage } = await umgebung.lage(vorgang);
  const { fristende, zustaendig } = lage.stand;
  // days change a case too: without an Einspruch the decision has become final meanwhile
  if (fristende !== wacht.fristende || zustaendig !== wacht.zustaendig) return alsVeraltet(pool, vorgang);
  const { heute, stufen } = umstaende;
  const said = gesagt(wacht);
  const stufe = fristende === undefined ? undefined : warnstufe(fristende, heute, stufen.warnung);
  if (fristende === undefined || stufe === undefined || (said !== undefined && said <= stufe)) {
    const plan = fristende === undefined ? undefined : naechsterWarntag(fristende, stufen.warnung, said);
    return planWarnung(pool, wacht, later(plan, heute));
  }
  const next = naechsterWarntag(fristende, stufen.warnung, stufe);
  const uuid = eigeneUuid('warnung', vorgang, fristende, String(stufe), zustaendig ?? '');
  const leser = adressat(context, zustaendig, '4030');
  if ('grund' in leser) {
    umgebung.ungesagt('warnung', leser.grund, { vorgang, stufe, ende: fristende });
    return planWarnung(pool, wacht, next, stufe);
  }
  const { quelle } = lage.stand;
  const known = await context.ledger.findByUuid(uuid);
  if (known !== undefined || quelle === undefined) return planWarnung(pool, wacht, next, stufe);
  const zeit = context.clock.now();
  const rahmen = umgebung.rahmen(uuid, { kennung: leser.schluessel, name: leser.name }, vorgang, zeit);
  const { absolutesEnde } = lage.stand;
  const offen = await offene(umgebung, lage, zeit);
  const refused = await sendeEigene(context, {
    ...{ uuid, vorgang, leser, zeit },
    typ: 'verfahren.verjaehrungswarnung.4030',
    nachricht: warnung4030(rahmen, { heute, fristende, absolutesEnde, quelle, offen }),
    vermerk: { gewarnt: { stufe, ende: fristende, an: leser.schluessel, naechste: next } },
  });
  if (refused !== undefined)
    return umgebung.abgewiesen('warnung', refused, uuid, () => planWarnung(pool, wacht, addDays(heute, 1)));
  umgebung.melder.gewarnt(stufe);
  umgebung.done.gewarnt += 1;
  context.log.info({ uuid, vorgang, stufe, ende: fristende, an: leser.schluessel }, 'warned of the end of limitation');
}

/** Stage that was said of this end to this holder. */
const gesagt = ({ gewarnt, fristende, zustaendig }: Wacht): number | undefined =>
  gewarnt?.ende === fristende && gewarnt?.an === zustaendig ? gewarnt?.stufe : undefined;

/** A day to come; what has come was judged just now. */
const later = (day: Datum | undefined, heute: Datum): Datum | undefined =>
  day !== undefined && day > heute ? day : undefined;

/** The open requests that keep the case waiting, with the authorities that have to answer. */
async function offene(umgebung: Laufumgebung, { offen }: Lage, zeit: Date): Promise<Warnung['offen']> {
  const named: Warnung['offen'][number][] = [];
  for (const { uuid, an, erbetenBis } of offen) {
    const genannt = await umgebung.genannt(uuid);
    if (genannt === undefined || genannt.erstellt > zeit) continue;
    named.push({ ...genannt, erbetenBis, ersucht: an === undefined ? undefined : umgebung.beteiligte(an) });
  }
  return named;
}
