import { euro } from '../amounts/costs.ts';
import { enforcementLimitationRules } from '../law/limitation.ts';
import { periodRules } from '../law/periods.ts';
import { ruleAt } from '../law/rule.ts';
import { addDays, type Datum, daysBetween, german, latest } from '../time/calendar.ts';
import { dauerDativ, dauerText, fristende, verjaehrungsende } from '../time/periods.ts';
import { fahrverbot } from './driving-ban.ts';
import type { Ereignis } from './events.ts';
import { type Basis, condition, frist, inhalt, running, zahlungsstand } from './final-decision.ts';
import { type Frist, type Lesart, withReadings } from './frist.ts';
import type { Fall } from './input.ts';
import type { Rechtsbehelf } from './remedy.ts';

const payment = (basis: Basis): Frist[] => {
  const { fall, tag } = basis;
  const rule = ruleAt(periodRules, 'zahlung', tag);
  const wait = ruleAt(periodRules, 'beitreibung', tag);
  const granted = fall.ereignisse.findLast((event) => event.typ === 'zahlungserleichterung-bewilligt');
  const later = granted?.faelligAm ?? granted?.bis;
  const due = later !== undefined && later > tag ? later : tag;
  const last = fristende(due, rule.value, fall.ort);
  const earlier = fristende(addDays(tag, -1), rule.value, fall.ort).ende;
  const blocked = fristende(due, wait.value, fall.ort).ende;
  const start =
    due === tag
      ? `Fällig mit Rechtskraft am ${german(tag)}.`
      : `Fällig nach Zahlungserleichterung am ${german(due)} (§§ 18, 93 OWiG).`;
  const lesarten: Lesart[] =
    due !== tag || earlier === last.ende
      ? []
      : [
          { text: `Rechtskraft als Ereignis des ${german(tag)}`, ende: last.ende, gewaehlt: true, norm: rule.norm },
          {
            text: `Rechtskraft als Ereignis des ${german(addDays(tag, -1))} (Ablauf der Einspruchsfrist)`,
            ende: earlier,
            gewaehlt: false,
            norm: rule.norm,
          },
        ];
  const from = addDays(blocked, 1);
  const status = running(basis, last.ende);
  return [
    frist('zahlungsfrist', 'letzter-tag', {
      beginn: due,
      ende: last.ende,
      norm: rule.norm,
      status: status === 'erledigt' && (zahlungsstand(fall).am ?? '') <= last.ende ? 'gewahrt' : status,
      begruendung: [start, ...last.begruendung, ...condition(basis)],
      ...withReadings(lesarten),
    }),
    frist('beitreibung-ab', 'ab', {
      beginn: due,
      ende: from,
      norm: wait.norm,
      status: basis.bezahlt
        ? 'erledigt'
        : basis.behelf.eingetreten && fall.stichtag >= from
          ? 'eingetreten'
          : 'bedingt',
      begruendung: [
        `Vor Ablauf von ${dauerDativ(wait.value)} nach Fälligkeit (${german(blocked)}) wird nicht beigetrieben und keine Erzwingungshaft angeordnet; es sind dieselben zwei Wochen wie die Zahlungsfrist (${wait.norm}, § 96 Abs. 1 OWiG). Ausnahme: Die Person will sich erkennbar der Zahlung entziehen.`,
        ...condition(basis),
      ],
      ...(lesarten.length === 0
        ? {}
        : {
            lesarten: lesarten.map((lesart) => ({
              ...lesart,
              norm: wait.norm,
              ende: lesart.ende === null ? null : addDays(lesart.ende, 1),
            })),
          }),
    }),
  ];
};

interface Ruhen {
  readonly tage: number;
  readonly offen: boolean;
  readonly saetze: readonly string[];
}

/** Rest of enforcement limitation (§ 34 (4) OWiG): from each grant or suspension to its end. */
const rest = (fall: Fall, tag: Datum): Ruhen => {
  const starts: readonly Ereignis['typ'][] = ['zahlungserleichterung-bewilligt', 'vollstreckung-ausgesetzt'];
  const ends: readonly Ereignis['typ'][] = ['zahlungserleichterung-beendet', 'vollstreckung-fortgesetzt'];
  let tage = 0;
  let offen = false;
  let until = tag;
  const saetze: string[] = [];
  for (const event of fall.ereignisse.filter(({ typ }) => starts.includes(typ))) {
    const stop = fall.ereignisse.find((other) => other.am >= event.am && other.typ === ends[starts.indexOf(event.typ)]);
    const planned = event.bis ?? event.faelligAm;
    const end = stop !== undefined && (planned === undefined || stop.am < planned) ? stop.am : planned;
    const from = latest(event.am, until);
    if (end === undefined) offen = true;
    else if (end > from) {
      tage += daysBetween(from, end);
      until = end;
      saetze.push(
        `Sie ruht vom ${german(from)} bis ${german(end)}, ${daysBetween(from, end)} Tage (§ 34 Abs. 4 OWiG).`,
      );
    }
  }
  return {
    tage,
    offen,
    saetze: offen ? [...saetze, 'Sie ruht, das Ende steht noch nicht fest (§ 34 Abs. 4 OWiG).'] : saetze,
  };
};

const enforcementLimitation = (basis: Basis): Frist => {
  const { fall, tag } = basis;
  const rule = ruleAt(enforcementLimitationRules, 'vollstreckung', tag);
  const { geldbusse } = inhalt(fall);
  const { bisCent, dauer: short, darueber } = rule.value;
  const dauer = geldbusse !== undefined && geldbusse > bisCent ? darueber : short;
  const { tage, offen, saetze } = rest(fall, tag);
  const plain = addDays(verjaehrungsende(tag, dauer), tage);
  const amount =
    geldbusse === undefined
      ? 'Die Höhe der Geldbuße ist nicht angegeben; es wird die kürzere Frist angenommen.'
      : `Geldbuße ${euro(geldbusse)}: ${dauerText(dauer)} (${rule.norm}).`;
  const norm = '§ 34 OWiG';
  return frist('vollstreckungsverjaehrung', 'letzter-tag', {
    beginn: tag,
    ende: offen ? null : plain,
    norm,
    status: offen && !basis.bezahlt && basis.behelf.eingetreten ? 'ruht' : running(basis, offen ? null : plain),
    begruendung: [
      amount,
      `Beginn mit der Rechtskraft am ${german(tag)}, dieser Tag zählt mit; Ende ohne Ruhen am ${german(verjaehrungsende(tag, dauer))} (§ 34 Abs. 3 OWiG).`,
      ...saetze,
      ...condition(basis),
    ],
    ...(offen
      ? {}
      : withReadings([
          { text: 'Der Tag der Rechtskraft zählt mit', ende: plain, gewaehlt: true, norm },
          { text: 'Der Tag der Rechtskraft zählt nicht mit', ende: addDays(plain, 1), gewaehlt: false, norm },
        ])),
  });
};

/** Payment, enforcement and Fahrverbot once the decision is final or will be without Einspruch (§§ 34, 66, 93–96 OWiG, § 25 StVG). */
export const vollstreckung = (fall: Fall, behelf: Rechtsbehelf): readonly Frist[] => {
  const tag = behelf.rechtskraft;
  if (tag === undefined) return [];
  const basis: Basis = { fall, tag, behelf, bezahlt: zahlungsstand(fall).vollstaendig };
  return [...payment(basis), enforcementLimitation(basis), ...fahrverbot(basis)];
};
