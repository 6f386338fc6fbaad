/** Columns of the rules on limitation, periods, service, enforcement, Fahrverbot, register and files. */
import { type Ereignistyp, eventText, eventTypes } from '../../src/procedure/index.ts';
import type { Haftdauer } from '../../src/procedure/law/detention.ts';
import type { Fuehrerscheinfolge, Verbotsfolge } from '../../src/procedure/law/driving-ban.ts';
import type { HolidayDay, HolidayRule, Land } from '../../src/procedure/law/holidays.ts';
import type { Unterbrechung } from '../../src/procedure/law/interruptions.ts';
import { limitationRules, type Verjaehrung } from '../../src/procedure/law/limitation.ts';
import type { Deliktsgruppe } from '../../src/procedure/law/offence-groups.ts';
import type { Tilgung } from '../../src/procedure/law/register.ts';
import type { Zustellweg } from '../../src/procedure/law/service.ts';
import type { Bekanntgabe, Zustellungsrecht } from '../../src/procedure/law/service-acts.ts';
import type { Dauer } from '../../src/procedure/time/periods.ts';
import { betrag, column, dauer, kennung, type Layout } from './law-table.ts';

const yes = (value: boolean | undefined): string => (value === true ? 'ja' : 'nein');

const dayMonth = (text: string): string => {
  const [month, day] = text.split('-');
  return `${day}.${month}.`;
};

const dayOf = (tag: HolidayDay): string => {
  if ('fest' in tag) return dayMonth(tag.fest);
  if ('einmalig' in tag) return `nur ${dayMonth(tag.einmalig.slice(5))}${tag.einmalig.slice(0, 4)}`;
  if ('mittwochVor' in tag) return `Mittwoch vor dem ${dayMonth(tag.mittwochVor)}`;
  if (tag.ostern === 0) return 'Ostersonntag';
  return `${Math.abs(tag.ostern)}. Tag ${tag.ostern < 0 ? 'vor' : 'nach'} Ostersonntag`;
};

const laender = (list: readonly Land[]): string => (list.length === 16 ? 'alle' : list.join(', '));

const textOf = (id: string): string => (Object.hasOwn(eventTypes, id) ? eventText(id as Ereignistyp) : id);

const textsOf = (ids: readonly string[]): string => ids.map((id) => `„${textOf(id)}“`).join(' oder ');

const condition = ({ nurNach, nichtNach }: Unterbrechung): string =>
  [
    ...(nurNach === undefined ? [] : [`erst nach ${textsOf(nurNach)}`]),
    ...(nichtNach === undefined ? [] : [`nicht mehr nach ${textsOf(nichtNach)}`]),
  ].join('; ');

const PERIODS: Readonly<Record<string, string>> = {
  verwarnungsgeld: 'Zahlung des Verwarnungsgelds',
  halterbefragung: 'Befragung des Halters vor einer Fahrtenbuchauflage',
  'fahrtenbuch-aufbewahrung': 'Aufbewahrung des Fahrtenbuchs',
  einspruch: 'Einspruch gegen den Bußgeldbescheid',
  'zustellung-nach-erlass': 'Zustellung, mit der schon der Erlass die Verjährung unterbricht',
  'gerichtliche-entscheidung': 'Antrag auf gerichtliche Entscheidung gegen die Verwerfung des Einspruchs',
  'gerichtliche-entscheidung-wiedereinsetzung':
    'Antrag auf gerichtliche Entscheidung gegen verweigerte Wiedereinsetzung',
  wiedereinsetzung: 'Antrag auf Wiedereinsetzung nach Wegfall des Hindernisses',
  'wiedereinsetzung-72': 'Wiedereinsetzung gegen einen Beschluss nach § 72',
  'wiedereinsetzung-74': 'Wiedereinsetzung gegen ein Abwesenheitsurteil',
  'widerspruch-72': 'Widerspruch gegen Entscheidung durch Beschluss',
  rechtsbeschwerde: 'Rechtsbeschwerde oder Antrag auf ihre Zulassung',
  'rechtsbeschwerde-begruendung': 'Begründung der Rechtsbeschwerde',
  'sofortige-beschwerde': 'Sofortige Beschwerde gegen Erzwingungshaft',
  'sofortige-beschwerde-70': 'Sofortige Beschwerde gegen die Verwerfung des Einspruchs durch das Gericht',
  'kosten-rechtsbehelf': 'Antrag gegen Kostenbescheid und Kostenfestsetzung',
  halterkosten: 'Antrag gegen die Halterkosten',
  zahlung: 'Zahlung',
  beitreibung: 'Wartefrist vor der Beitreibung',
  wiederaufnahme: 'Wiederaufnahme wegen neuer Tatsachen',
  'fahrverbot-vorfrist': 'Zeit ohne Fahrverbot vor der Tat',
  'fahrverbot-aufschub': 'Spätester Eintritt der Wirksamkeit des Fahrverbots nach Rechtskraft',
};

const LIMITS: Readonly<Record<string, string>> = {
  'verwarnungsgeld-frist': 'Verwarnungsgeld, über dem eine Frist bewilligt werden soll',
  rechtsbeschwerde: 'Rechtsbeschwerde ohne Zulassung',
  'rechtsbeschwerde-freispruch': 'Rechtsbeschwerde nach Freispruch oder Einstellung',
  'zulassung-eingeschraenkt': 'Zulassung der Rechtsbeschwerde nur eingeschränkt',
  'zulassung-freispruch': 'Zulassung nach Freispruch oder Einstellung nur eingeschränkt',
  wiederaufnahme: 'Wiederaufnahme wegen neuer Tatsachen',
  kostenbeschwerde: 'Sofortige Beschwerde in Kostensachen',
  'pruefung-lang': 'Prüffrist von fünf Jahren',
};

const RETENTION: Readonly<Record<string, string>> = {
  'pruefung-lang': 'Prüfung bei höherer Geldbuße',
  'pruefung-kurz': 'Prüfung sonst',
  protokoll: 'Protokolle automatisierter Abrufe',
};

const ENTRIES: Readonly<Record<string, string>> = {
  'ein-punkt': 'Ordnungswidrigkeit mit einem Punkt',
  'fahrverbot-ohne-punkt': 'Fahrverbot ohne Punkte',
  'zwei-punkte': 'Ordnungswidrigkeit mit zwei Punkten',
  straftat: 'Straftat mit zwei Punkten',
  'straftat-entziehung': 'Straftat mit drei Punkten',
  'versagung-entziehung': 'Versagung oder Entziehung der Fahrerlaubnis',
};

const LICENCES: Readonly<Record<string, string>> = {
  deutsch: 'deutscher Führerschein',
  'eu-wohnsitz-inland': 'EU- oder EWR-Führerschein, Wohnsitz im Inland',
  'eu-wohnsitz-ausland': 'EU- oder EWR-Führerschein, Wohnsitz im Ausland',
  drittstaat: 'Führerschein eines anderen Staats',
  keiner: 'kein Führerschein',
};

const STARTS: Readonly<Record<Fuehrerscheinfolge['beginn'], string>> = {
  verwahrung: 'der amtlichen Verwahrung',
  vermerk: 'dem Vermerk im Führerschein',
  wirksamkeit: 'der Wirksamkeit des Fahrverbots',
};

const OFFENCES: Readonly<Record<string, string>> = {
  'stvg-24-1': '§ 24 Abs. 1 StVG, etwa mit StVO oder FeV',
  'stvg-24-1-bauart': '§ 24 Abs. 1 StVG, Anforderungen an Fahrzeuge und Teile mit Bauartgenehmigung',
  'stvg-24-2-cd': '§ 24 Abs. 2 Satz 1 Nr. 1 und 2, je Buchstabe c und d StVG',
  'stvg-24a-vorsatz': '§ 24a Abs. 1, 1a, 2 StVG, Vorsatz',
  'stvg-24a-fahrlaessig': '§ 24a Abs. 1, 1a, 2 StVG, Fahrlässigkeit',
  'stvg-24a-2a-vorsatz': '§ 24a Abs. 2a StVG, Vorsatz',
  'stvg-24a-2a-fahrlaessig': '§ 24a Abs. 2a StVG, Fahrlässigkeit',
  'stvg-24c': '§ 24c StVG',
  'owig-31-2-1': 'andere, Höchstmaß über 15.000 €',
  'owig-31-2-2': 'andere, Höchstmaß über 2.500 € bis 15.000 €',
  'owig-31-2-3': 'andere, Höchstmaß über 1.000 € bis 2.500 €',
  'owig-31-2-4': 'andere',
};

const GROUPS: Readonly<Record<string, string>> = {
  absolut: 'Ordnungswidrigkeit',
  'absolut-straftat': 'nach Anhängigkeit als Straftat',
};

const named = (names: Readonly<Record<string, string>>, head: string) =>
  column<unknown>(head, (_, { id }) => names[id] ?? id);

const served = ({ fiktion, belehrung }: Zustellweg): string =>
  fiktion === undefined ? belehrung : `${belehrung} (${dauer(fiktion)})`;

const servedMore = (way: Zustellweg): string =>
  [
    ...(way.werktagStrittig === true ? ['Verschiebung vom Wochenende oder Feiertag streitig'] : []),
    ...(way.zugangGehtVor === true ? ['späterer Zugang geht vor'] : []),
    ...(way.landesrechtlich === true ? ['Zahl der Tage nach Landesrecht'] : []),
    ...(way.nurMitErlaubnis === true ? ['nachts, sonntags und feiertags nur mit Erlaubnis'] : []),
  ].join('; ');

/** Limitation of a group of offences in words. */
const limitationOf = (id: string): string => {
  const value = limitationRules.find((rule) => rule.id === id)?.value;
  if (value === undefined) return id;
  const [before, after] = [dauer(value.vorher), dauer(value.nachher)];
  return before === after ? before : `${before}, nach dem Bescheid ${after}`;
};

/** Subject → columns. */
export const procedureLayouts: Readonly<Record<string, Layout>> = {
  feiertage: {
    columns: [
      column<HolidayRule>('Feiertag', ({ name }) => name),
      column<HolidayRule>('Tag', ({ tag }) => dayOf(tag)),
      column<HolidayRule>('Länder', (value) => laender(value.laender)),
      column<HolidayRule>('wo', ({ gemeinden }) =>
        gemeinden === undefined ? 'ganzes Land' : gemeinden.regelfall ? 'die meisten Gemeinden' : 'einzelne Gemeinden',
      ),
    ],
  },
  feiertagsgesetze: { columns: [column<Land>('Land', (land) => land)] },
  verfolgungsverjaehrung: {
    columns: [
      named(OFFENCES, 'verletzte Vorschrift'),
      column<Verjaehrung>('vor dem Bescheid', ({ vorher }) => dauer(vorher)),
      column<Verjaehrung>('danach', ({ nachher }) => dauer(nachher)),
      kennung,
    ],
  },
  deliktsgruppen: {
    columns: [
      column<Deliktsgruppe>('erkannt an', (_, { id }) =>
        id.length === 1 ? `TBNR beginnt mit ${id}` : `Nr. ${id} BKat`,
      ),
      column<Deliktsgruppe>('bei Fahrlässigkeit', ({ fahrlaessig }) => limitationOf(fahrlaessig)),
      column<Deliktsgruppe>('bei Vorsatz', ({ vorsatz }) => limitationOf(vorsatz)),
      column<Deliktsgruppe>('sicher', ({ sicher }) => (sicher ? 'ja' : 'nein: die kürzeste Frist wird angenommen')),
    ],
  },
  absoluteVerjaehrung: {
    columns: [
      named(GROUPS, 'Fall'),
      column<{ vielfaches: number; mindestens: Dauer }>(
        'Grenze',
        (value) =>
          `${value.vielfaches === 2 ? 'das Doppelte' : `das ${value.vielfaches}-Fache`} der gesetzlichen Frist, mindestens ${dauer(value.mindestens)}`,
      ),
    ],
  },
  vollstreckungsverjaehrung: {
    columns: [
      column<{ bisCent: number; dauer: Dauer; darueber: Dauer }>(
        'Frist',
        (value) => `${dauer(value.dauer)} bis ${betrag(value.bisCent)} Geldbuße, darüber ${dauer(value.darueber)}`,
      ),
    ],
  },
  unterbrechung: {
    columns: [
      column<Unterbrechung>('Nr.', ({ nr }) => String(nr)),
      column<Unterbrechung>('Handlung', (_, { id }) => textOf(id)),
      column<Unterbrechung>('Voraussetzung', condition),
      column<Unterbrechung>('nur einmal', ({ einmalig }) => yes(einmalig)),
      column<Unterbrechung>('wirkt mit Abfassung (Abs. 2)', ({ schriftlich }) => yes(schriftlich)),
      column<Unterbrechung>('auch bei Verfolgung als Straftat (Abs. 4)', ({ auchStraftat }) => yes(auchStraftat)),
      kennung,
    ],
  },
  fristen: { columns: [named(PERIODS, 'Frist'), column<Dauer>('Dauer', dauer)] },
  betragsgrenzen: { columns: [named(LIMITS, 'Wofür'), column<number>('Betrag', betrag)] },
  erzwingungshaft: {
    columns: [
      column<Haftdauer>('eine Geldbuße', ({ eineGeldbusse }) => `höchstens ${dauer(eineGeldbusse)}`),
      column<Haftdauer>('mehrere in einer Entscheidung', ({ mehrere }) => `höchstens ${dauer(mehrere)}`),
    ],
  },
  fahrverbotsfolge: { columns: [column<Verbotsfolge>('mehrere Fahrverbote laufen', (value) => value)] },
  fuehrerschein: {
    columns: [
      named(LICENCES, 'Führerschein'),
      column<Fuehrerscheinfolge>('die Verbotsfrist beginnt mit', ({ beginn }) => STARTS[beginn]),
      kennung,
    ],
  },
  tilgung: {
    columns: [
      named(ENTRIES, 'Eintragung'),
      column<Tilgung>('Tilgungsfrist', (value) => dauer(value.dauer)),
      column<Tilgung>('Überliegefrist', (value) => dauer(value.ueberliegefrist) || 'keine'),
    ],
  },
  punktemassnahmen: {
    columns: [
      column<readonly { ab: number; massnahme: string }[]>('Punkte und Maßnahme', (steps) =>
        steps
          .map(({ ab, massnahme }, at) => {
            const next = steps[at + 1];
            const to = next === undefined ? ' und mehr' : next.ab - 1 > ab ? ` bis ${next.ab - 1}` : '';
            return `${ab}${to}: ${massnahme}`;
          })
          .join('; '),
      ),
    ],
  },
  aufbewahrung: { columns: [named(RETENTION, 'Daten'), column<Dauer>('höchstens', dauer)] },
  zustellung: {
    columns: [
      column<Zustellweg>('Art', ({ bezeichnung }) => bezeichnung),
      column<Zustellweg>('anzugeben ist', ({ datumIst }) => datumIst),
      column<Zustellweg>('Wirkung', served),
      column<Zustellweg>('dazu', servedMore),
      kennung,
    ],
  },
  niederlegung: { columns: [column<Dauer>('liegt zur Abholung bereit', dauer)] },
  nachtzeit: {
    columns: [column<{ von: string; bis: string }>('Nachtzeit', ({ von, bis }) => `${von} bis ${bis} Uhr`)],
  },
  zustellungsrecht: {
    columns: [
      column<Zustellungsrecht>('Land', ({ land }) => land),
      column<Zustellungsrecht>('Gesetz', ({ art }) =>
        art === 'verweist' ? 'verweist auf das VwZG' : 'eigenes Gesetz',
      ),
      column<Zustellungsrecht>('vier Tage seit 1.1.2025', ({ vierTage }) => vierTage),
    ],
  },
  keineZustellung: {
    columns: [
      column<Bekanntgabe>('Weg', ({ bezeichnung }) => bezeichnung),
      column<Bekanntgabe>('warum nicht', ({ grund }) => grund),
    ],
  },
};
