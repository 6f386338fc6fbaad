import { euro } from '../../amounts/costs.ts';
import { periodRules } from '../../law/periods.ts';
import { ruleAt } from '../../law/rule.ts';
import { addDays, type Datum, german, latest } from '../../time/calendar.ts';
import { dauerDativ, fristende } from '../../time/periods.ts';
import { firstFrom, following, last } from '../file-search.ts';
import { type Frist, frist, type Lesart, type Status, withReadings, zweiLesarten } from '../frist.ts';
import type { Fall } from '../input/input.ts';
import { type Basis, condition, running } from './final-decision.ts';

/** When the Geldbuße is due; undefined while a Zahlungserleichterung without end lasts. */
export interface Faelligkeit {
  readonly am: Datum | undefined;
  readonly grund: string;
}

/** Due with Rechtskraft, or later by a Zahlungserleichterung until it ends or lapses (§§ 18, 93 OWiG). */
export const faelligkeit = (fall: Fall, tag: Datum): Faelligkeit => {
  const withFinality = { am: tag, grund: `Fällig mit Rechtskraft am ${german(tag)}.` };
  const granted = last(fall, 'zahlungserleichterung-bewilligt');
  if (granted === undefined) return withFinality;
  const end = granted.faelligAm ?? granted.bis;
  const stop = following(fall, granted, 'zahlungserleichterung-beendet');
  if (stop !== undefined && (end === undefined || stop.am < end)) {
    if (stop.am <= tag) return withFinality;
    const why = stop.grund === 'rate-ausgeblieben' ? ', weil ein Teilbetrag ausblieb' : '';
    return {
      am: stop.am,
      grund: `Die Zahlungserleichterung entfiel am ${german(stop.am)}${why}; damit ist der Rest fällig (§§ 18, 93 Abs. 4 OWiG).`,
    };
  }
  if (end === undefined)
    return {
      am: undefined,
      grund: `Zahlungserleichterung seit ${german(granted.am)} ohne bekanntes Ende; nicht fällig (§§ 18, 93 OWiG).`,
    };
  if (end <= tag) return withFinality;
  return { am: end, grund: `Fällig nach Zahlungserleichterung am ${german(end)} (§§ 18, 93 OWiG).` };
};

/** First day after the two weeks of § 95 (1) OWiG; undefined while nothing is due. */
export const wartezeitEnde = (fall: Fall, tag: Datum): Datum | undefined => {
  const { am } = faelligkeit(fall, tag);
  const rule = ruleAt(periodRules, 'beitreibung', tag);
  return am === undefined ? undefined : addDays(fristende(am, rule.value, fall.ort).ende, 1);
};

/** Why nothing is enforced on the Stichtag although the time has come. */
export const angehalten = (fall: Fall): string | undefined => {
  const suspended = last(fall, 'vollstreckung-ausgesetzt');
  if (suspended !== undefined) {
    const resumed = following(fall, suspended, 'vollstreckung-fortgesetzt');
    const over = resumed !== undefined || (suspended.bis !== undefined && fall.stichtag > suspended.bis);
    if (!over) return `Die Vollstreckung ist seit ${german(suspended.am)} ausgesetzt (§ 34 Abs. 4 Nr. 2 OWiG).`;
  }
  const waived = last(fall, 'vollstreckung-unterbleibt');
  if (waived === undefined || following(fall, waived, 'vollstreckung-fortgesetzt') !== undefined) return undefined;
  return `Angeordnet am ${german(waived.am)}: Die Vollstreckung unterbleibt (§ 95 Abs. 2 OWiG).`;
};

/** The last day by either reading of when the two weeks begin; one day later each for what may begin after them. */
const readings = ({ fall, tag }: Basis, due: Datum, offset: 0 | 1): readonly Lesart[] => {
  if (due !== tag) return [];
  const rule = ruleAt(periodRules, 'zahlung', tag);
  const chosen = fristende(due, rule.value, fall.ort).ende;
  const earlier = fristende(addDays(tag, -1), rule.value, fall.ort).ende;
  return zweiLesarten('zahlung-beginn', addDays(chosen, offset), addDays(earlier, offset));
};

const settlement = ({ zahlung }: Basis): string[] => {
  if (zahlung.gezahlt === 0 || zahlung.vollstaendig || zahlung.offeneGeldbusse === undefined) return [];
  return [
    `Gezahlt sind ${euro(zahlung.gezahlt)}; offen bleiben ${euro(zahlung.offeneGeldbusse)} Geldbuße und ${euro(zahlung.offeneKosten ?? 0)} Kosten (§ 94 OWiG).`,
  ];
};

const periodOfPayment = (basis: Basis, due: Faelligkeit): Frist => {
  const { fall, tag, zahlung } = basis;
  const rule = ruleAt(periodRules, 'zahlung', tag);
  if (due.am === undefined)
    return frist('zahlungsfrist', 'letzter-tag', {
      beginn: null,
      ende: null,
      norm: rule.norm,
      status: zahlung.vollstaendig ? 'erledigt' : 'ruht',
      begruendung: [due.grund, ...settlement(basis)],
    });
  const end = fristende(due.am, rule.value, fall.ort);
  const paid = zahlung.am === undefined ? undefined : zahlung.am <= end.ende ? 'gewahrt' : 'versaeumt';
  return frist('zahlungsfrist', 'letzter-tag', {
    beginn: due.am,
    ende: end.ende,
    norm: rule.norm,
    status: paid ?? running(basis, end.ende),
    begruendung: [
      due.grund,
      ...end.begruendung,
      'In dieser Zeit ist zu zahlen oder Zahlungsunfähigkeit darzutun (§ 66 Abs. 2 Nr. 2 OWiG).',
      ...settlement(basis),
      ...condition(basis),
    ],
    ...withReadings(readings(basis, due.am, 0)),
  });
};

const recovery = (basis: Basis, due: Faelligkeit): Frist => {
  const { fall, tag, zahlung, behelf } = basis;
  const rule = ruleAt(periodRules, 'beitreibung', tag);
  const from = wartezeitEnde(fall, tag);
  if (due.am === undefined || from === undefined)
    return frist('beitreibung-ab', 'ab', {
      beginn: null,
      ende: null,
      norm: rule.norm,
      status: zahlung.vollstaendig ? 'erledigt' : 'ruht',
      begruendung: [due.grund],
    });
  const evades = firstFrom(fall, fall.tat.begangenAm, 'zahlungsentziehung-erkennbar');
  const early = evades === undefined ? from : latest(due.am, evades.am);
  const day = early < from ? early : from;
  const halt = angehalten(fall);
  const status: Status = zahlung.vollstaendig
    ? 'erledigt'
    : halt !== undefined
      ? 'ruht'
      : behelf.eingetreten && fall.stichtag >= day
        ? 'eingetreten'
        : 'bedingt';
  const lesarten = day < from ? [] : readings(basis, due.am, 1);
  return frist('beitreibung-ab', 'ab', {
    beginn: due.am,
    ende: day,
    norm: rule.norm,
    status,
    begruendung: [
      `Vor Ablauf von ${dauerDativ(rule.value)} nach Fälligkeit (bis ${german(addDays(from, -1))}) wird nicht beigetrieben; es sind dieselben zwei Wochen wie die Zahlungsfrist (${rule.norm}). Ausnahme: Die Person will sich erkennbar der Zahlung entziehen.`,
      ...(evades === undefined || day === from
        ? []
        : [
            `Am ${german(evades.am)} war erkennbar, dass sich die Person der Zahlung entziehen will: Beitreibung schon ab ${german(day)}. Für Erzwingungshaft gilt diese Ausnahme nicht.`,
          ]),
      ...(last(fall, 'einwendung-vollstreckung') === undefined
        ? []
        : ['Einwendungen hemmen die Vollstreckung nicht; das Gericht kann sie aussetzen (§ 103 Abs. 2 OWiG).']),
      ...(firstFrom(fall, tag, 'anklage-erhoben') === undefined
        ? []
        : [
            'Wegen derselben Handlung ist nach Rechtskraft Klage erhoben: Die Vollstreckung soll insoweit ausgesetzt werden (§ 102 Abs. 1 OWiG).',
          ]),
      ...(halt === undefined ? [] : [halt]),
      ...condition(basis),
    ],
    ...withReadings(lesarten),
  });
};

/** Payment period and the day from which the Geldbuße may be recovered (§ 66 (2) Nr. 2, §§ 93–95 OWiG). */
export const zahlung = (basis: Basis): readonly Frist[] => {
  const due = faelligkeit(basis.fall, basis.tag);
  return [periodOfPayment(basis, due), recovery(basis, due)];
};
