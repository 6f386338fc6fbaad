import { licenceRules } from '../../law/driving-ban.ts';
import { periodRules } from '../../law/periods.ts';
import { ruleAt } from '../../law/rule.ts';
import { addDays, addMonths, type Datum, daysBetween, german, latest } from '../../time/calendar.ts';
import { dauerDativ, verjaehrungsende } from '../../time/periods.ts';
import { all, following, last } from '../file-search.ts';
import { type Frist, frist, type Lesart, type Status, withReadings, zweiLesarten } from '../frist.ts';
import { type Verbot, verbotsfenster } from './ban-sequence.ts';
import { type Basis, condition } from './final-decision.ts';
import { spannen } from './rest.ts';

const OWN = 'dieses';

/** First day on which the licence is in official custody after Rechtskraft; custody before it lasts on. */
const verwahrt = ({ fall, tag }: Basis): Datum | undefined =>
  all(fall, 'fuehrerschein-verwahrt')
    .filter((event) => {
      const back = following(fall, event, 'fuehrerschein-zurueckgegeben');
      return event.am >= tag || back === undefined || back.am > tag;
    })
    .map((event) => latest(event.am, tag))[0];

interface Wirksam {
  readonly tag: Datum;
  readonly grund: string;
  readonly lesarten: readonly Lesart[];
}

const direct = 'Ohne Bestimmung nach § 25 Abs. 2a StVG wird das Fahrverbot mit der Rechtskraft wirksam';

/** The day on which the Fahrverbot takes effect (§ 25 (2) Satz 1, (2a) StVG). */
const wirksam = (basis: Basis, kept: Datum | undefined): Wirksam => {
  const { tag, inhalt } = basis;
  const rule = ruleAt(periodRules, 'fahrverbot-aufschub', tag);
  const limit = addDays(verjaehrungsende(tag, rule.value), 1);
  if (inhalt.abs2a === false)
    return { tag, grund: `${direct}, am ${german(tag)} (§ 25 Abs. 2 Satz 1 StVG).`, lesarten: [] };
  if (kept !== undefined && kept < limit)
    return {
      tag: kept,
      grund: `Führerschein am ${german(kept)} in amtlicher Verwahrung: damit wirksam (§ 25 Abs. 2a StVG).`,
      lesarten: [],
    };
  const norm = rule.norm;
  const lesarten: Lesart[] =
    inhalt.abs2a === undefined
      ? [
          { text: 'mit Bestimmung nach § 25 Abs. 2a StVG', ende: limit, gewaehlt: true, norm },
          { text: direct, ende: tag, gewaehlt: false, norm: '§ 25 Abs. 2 Satz 1 StVG' },
        ]
      : zweiLesarten('vier-monate', limit, addDays(limit, 1));
  return {
    tag: limit,
    grund: `Wirksam, sobald der Führerschein in amtliche Verwahrung gelangt, spätestens mit Ablauf von ${dauerDativ(rule.value)} seit Rechtskraft am ${german(tag)}, also am ${german(limit)}, 0:00 Uhr (${norm}).`,
    lesarten,
  };
};

/** Days of a provisional withdrawal before the ban took effect (§ 25 (6) StVG). */
const angerechnet = ({ fall, inhalt }: Basis, effective: Datum): { tage: number; saetze: readonly string[] } => {
  const times = spannen(fall, 'fahrerlaubnis-vorlaeufig-entzogen', 'fahrerlaubnis-zurueckerhalten');
  const tage = times.reduce((sum, { von, bis }) => {
    // the last day counts too; the day on which the ban takes effect is its own first day
    const end = bis === undefined || bis >= effective ? effective : addDays(bis, 1);
    return sum + Math.max(0, daysBetween(von, end));
  }, 0);
  if (tage === 0) return { tage, saetze: [] };
  return inhalt.anrechnungAusgeschlossen === true
    ? {
        tage: 0,
        saetze: [
          `Die Anrechnung von ${tage} Tagen vorläufiger Entziehung ist ausgeschlossen (§ 25 Abs. 6 Satz 2 StVG).`,
        ],
      }
    : {
        tage,
        saetze: [`Angerechnet werden ${tage} Tage vorläufiger Entziehung oder Sicherstellung (§ 25 Abs. 6 StVG).`],
      };
};

const others = ({ fall }: Basis): readonly Verbot[] =>
  all(fall, 'anderes-fahrverbot').map((event, index) => ({
    id: `anderes-${index + 1}`,
    wirksam: event.wirksamAm ?? event.am,
    angeordnet: event.angeordnetAm ?? event.am,
    tat: event.tatAm ?? event.am,
    monate: event.fahrverbotMonate ?? 0,
    // without a stated end nobody can tell when its licence was deposited
    fristbeginn: undefined,
    ...(event.verbotsfristEnde === undefined ? {} : { ende: event.verbotsfristEnde }),
  }));

/** Another ban between two years before the act and the decision speaks against § 25 (2a) StVG. */
const vorverbot = (basis: Basis): readonly string[] => {
  const { fall, inhalt, tag } = basis;
  const rule = ruleAt(periodRules, 'fahrverbot-vorfrist', fall.tat.begangenAm);
  const from = addMonths(
    fall.tat.begangenAm,
    rule.value.einheit === 'jahre' ? -12 * rule.value.zahl : -rule.value.zahl,
  );
  const decided = inhalt.angeordnetAm ?? tag;
  const other = others(basis).find(({ angeordnet }) => angeordnet >= from && angeordnet <= decided);
  if (other === undefined || inhalt.abs2a === false) return [];
  return [
    `Am ${german(other.angeordnet)} wurde ein anderes Fahrverbot verhängt; die Bestimmung nach § 25 Abs. 2a StVG setzt voraus, dass es seit dem ${german(from)} keines gab, und ist zu prüfen (${rule.norm}).`,
  ];
};

/** What starts the period of the ban, by the kind of licence (§ 25 (2), (3), (5) StVG). */
const fristbeginn = (
  basis: Basis,
  effective: Datum,
  kept: Datum | undefined,
): { am: Datum | undefined; grund: string } => {
  const rule = ruleAt(licenceRules, basis.inhalt.fuehrerschein ?? 'deutsch', basis.tag);
  switch (rule.value.beginn) {
    case 'wirksamkeit':
      return {
        am: effective,
        grund: `Kein Führerschein ist zu verwahren; die Verbotsfrist läuft ab dem ${german(effective)} (${rule.norm}).`,
      };
    case 'vermerk': {
      const noted = last(basis.fall, 'fahrverbot-vermerkt')?.am;
      return noted === undefined
        ? {
            am: undefined,
            grund: `Die Verbotsfrist rechnet erst ab dem Vermerk im ausländischen Führerschein (${rule.norm}).`,
          }
        : { am: noted, grund: `Die Verbotsfrist rechnet ab dem Vermerk am ${german(noted)} (${rule.norm}).` };
    }
    case 'verwahrung':
      return kept === undefined
        ? {
            am: undefined,
            grund: `Die Verbotsfrist rechnet erst ab der amtlichen Verwahrung (${rule.norm}); wird der Führerschein nicht herausgegeben, ist er zu beschlagnahmen (§ 25 Abs. 2 Satz 4 StVG).`,
          }
        : { am: kept, grund: `Die Verbotsfrist rechnet vom Tag der Verwahrung, dem ${german(kept)} (${rule.norm}).` };
  }
};

const periodOfBan = (basis: Basis, monate: number, effective: Datum, kept: Datum | undefined): Frist => {
  const { fall, behelf, inhalt } = basis;
  const start = fristbeginn(basis, effective, kept);
  const credit = angerechnet(basis, effective);
  const own: Verbot = {
    id: OWN,
    wirksam: effective,
    angeordnet: inhalt.angeordnetAm ?? basis.tag,
    tat: fall.tat.begangenAm,
    monate,
    fristbeginn: start.am,
    anrechnung: credit.tage,
  };
  const anstalt = spannen(fall, 'anstaltsverwahrung-beginn', 'anstaltsverwahrung-ende');
  const window = verbotsfenster([...others(basis), own], anstalt).find(({ id }) => id === OWN);
  const [beginn, ende] = [window?.beginn, window?.ende];
  const alone = start.am === undefined ? undefined : latest(start.am, effective);
  const consumed = beginn !== undefined && ende !== undefined && ende < beginn;
  const status: Status = !behelf.eingetreten
    ? 'bedingt'
    : consumed
      ? 'erledigt'
      : ende === undefined
        ? start.am === undefined || beginn === undefined
          ? 'bedingt'
          : 'ruht'
        : fall.stichtag > ende
          ? 'abgelaufen'
          : 'laeuft';
  const months = dauerDativ({ einheit: 'monate', zahl: monate });
  return frist('fahrverbot-ende', 'letzter-tag', {
    beginn: beginn ?? null,
    ende: ende ?? null,
    norm: '§ 25 Abs. 5 Satz 1 StVG',
    status,
    begruendung: [
      ...(consumed ? [] : [start.grund]),
      ...credit.saetze,
      ...(alone !== undefined && beginn !== undefined && beginn > alone
        ? [
            `Ein früher wirksames Fahrverbot läuft zuerst; diese Verbotsfrist schließt an und beginnt am ${german(beginn)} (§ 25 Abs. 2b StVG).`,
          ]
        : []),
      ...(alone !== undefined && beginn === undefined
        ? [
            'Ein früher wirksames Fahrverbot läuft zuerst; das Ende seiner Verbotsfrist (verbotsfristEnde) ist nicht angegeben (§ 25 Abs. 2b StVG).',
          ]
        : []),
      ...(window?.saetze ?? []),
      ...(consumed
        ? ['Das Fahrverbot ist durch Anrechnung verbraucht.']
        : ende === undefined
          ? []
          : [`Die Verbotsfrist von ${months} endet mit Ablauf des ${german(ende)} (§ 25 Abs. 5 StVG).`]),
      ...condition(basis),
    ],
  });
};

/** When the Fahrverbot takes effect and ends (§ 25 (2)–(6) StVG); nothing where none is imposed. */
export const fahrverbot = (basis: Basis): readonly Frist[] => {
  const { fall, tag, inhalt, behelf } = basis;
  const { fahrverbotMonate, abs2a } = inhalt;
  if ((fahrverbotMonate ?? 0) === 0 && abs2a !== true) return [];
  const kept = verwahrt(basis);
  const effective = wirksam(basis, kept);
  const status: Status = behelf.eingetreten ? (fall.stichtag >= effective.tag ? 'eingetreten' : 'laeuft') : 'bedingt';
  const base = frist('fahrverbot-spaetestens-wirksam', 'ab', {
    beginn: tag,
    ende: effective.tag,
    norm: '§ 25 Abs. 2, 2a StVG',
    status,
    begruendung: [effective.grund, ...vorverbot(basis), ...condition(basis)],
    ...withReadings(effective.lesarten),
  });
  if (fahrverbotMonate === undefined || fahrverbotMonate === 0) return [base];
  return [base, periodOfBan(basis, fahrverbotMonate, effective.tag, kept)];
};
