import { HOLIDAY_YEARS } from '../law/holidays.ts';
import { finalSettlements, type Schwere } from '../law/order.ts';
import { periodRules } from '../law/periods.ts';
import { ruleAt } from '../law/rule.ts';
import { type Datum, german, latest, yearOf } from '../time/calendar.ts';
import type { Ort } from '../time/holidays.ts';
import { fristende, rawEnd } from '../time/periods.ts';
import { dateOf, type Schritt } from './step.ts';

export interface Widerspruch {
  readonly rule: string;
  readonly nummer: readonly string[];
  readonly norm: string;
  readonly schwere: Schwere;
  /** what the rule asks, in German, for the documentation */
  readonly was: string;
  /** German text of the contradiction, or undefined where there is none */
  readonly pruefe: (history: readonly Schritt[], next: Schritt, ort: Ort | undefined) => string | undefined;
}

const lastOf = (history: readonly Schritt[], ...nummern: readonly string[]): Schritt | undefined =>
  history.findLast((step) => nummern.includes(step.nummer));

/** Messages after the last one of a type; the whole history when there is none. */
const since = (history: readonly Schritt[], nummer: string): readonly Schritt[] =>
  history.slice(history.findLastIndex((step) => step.nummer === nummer) + 1);

/**
 * End of a period of the rules that starts on a day of a message. Days come from the author: outside the years with
 * holidays the period is reckoned without shift, and before the first version of the rule with that version.
 */
const periodEnd = (id: string, start: Datum, ort: Ort | undefined): Datum => {
  const first = periodRules.find((rule) => rule.id === id)?.validFrom ?? start;
  const dauer = ruleAt(periodRules, id, latest(start, first)).value;
  const year = yearOf(start);
  const known = year >= HOLIDAY_YEARS.von && year < HOLIDAY_YEARS.bis;
  return ort === undefined || !known ? rawEnd(start, dauer) : fristende(start, dauer, ort).ende;
};

const SERVED = ['2020', '2031', '2041'] as const;

const served = (history: readonly Schritt[], next: Schritt): Datum | undefined => {
  const days = history
    .filter((step) => SERVED.some((nummer) => nummer === step.nummer))
    .map((step) => dateOf(step, 'zustelldatum'))
    .filter((day) => day !== undefined);
  return days.sort().at(-1) ?? dateOf(next, 'zustelldatum');
};

const finalDay = (history: readonly Schritt[], next: Schritt): Datum | undefined =>
  dateOf(next, 'rechtskraftAm') ?? dateOf(lastOf(history, '3010'), 'rechtskraftAm');

const EASED: readonly unknown[] = ['zahlungsfrist', 'teilbetraege', 'geaendert'];

/** Day until which payment was put off by the last decision, or when the first instalment falls due. */
const easedUntil = (history: readonly Schritt[]): Datum | undefined => {
  const last = lastOf(history, '3041');
  if (!EASED.includes(last?.daten?.['entscheidung'])) return undefined;
  return dateOf(last, 'zahlungsfristBis') ?? dateOf(last, 'ersteFaelligkeit');
};

const ENFORCE = ['3020', '3060'] as const;

/** What cannot be true together, as dates and messages of one Vorgang show it. */
export const contradictions: readonly Widerspruch[] = [
  {
    rule: 'ORDER-ZUKUNFT',
    was: 'Kein Ereignis liegt nach dem Tag der Nachricht, die es meldet.',
    nummer: ['1121', '2010', '2020', '2021', '3010', '3020', '3030', '3050', '3070', '3110', '3210'],
    norm: '§ 46 Abs. 1 OWiG',
    schwere: 'error',
    pruefe: (_history, next) => {
      const fields = [
        'vernommenAm',
        'erlassdatum',
        'zustelldatum',
        'festgestelltAm',
        'rechtskraftAm',
        'zurueckAm',
        'erledigtAm',
      ];
      const field = fields.find((name) => (dateOf(next, name) ?? '') > next.am);
      return field === undefined
        ? undefined
        : `${field} ${german(dateOf(next, field) ?? '')} liegt nach dem Tag der Nachricht, ${german(next.am)}.`;
    },
  },
  {
    rule: 'ORDER-ZUSTELLUNG-VOR-ERLASS',
    was: 'Zugestellt wird nicht vor dem Erlass.',
    nummer: ['2020', '3010', '3020'],
    norm: '§§ 50, 51 OWiG',
    schwere: 'error',
    pruefe: (history, next) => {
      const day = dateOf(next, 'zustelldatum');
      const issued = dateOf(next, 'erlassdatum') ?? dateOf(lastOf(history, '2010'), 'erlassdatum');
      return day !== undefined && issued !== undefined && day < issued
        ? `Zustellung am ${german(day)} liegt vor dem Erlass am ${german(issued)}.`
        : undefined;
    },
  },
  {
    rule: 'ORDER-ZUGESTELLT-UND-UNZUSTELLBAR',
    was: 'Ein Auftrag endet mit Zustellung oder Unzustellbarkeit, nicht mit beidem.',
    nummer: ['2020', '2021'],
    norm: '§ 51 OWiG, § 182 ZPO',
    schwere: 'error',
    pruefe: (history, next) => {
      const other = next.nummer === '2020' ? '2021' : '2020';
      const seen = lastOf(since(history, '2010'), other);
      return seen === undefined || lastOf(history, '2010') === undefined
        ? undefined
        : `Zum selben Auftrag liegt bereits ${other === '2020' ? 'ein Zustellungsnachweis' : 'eine Unzustellbarkeit'} vom ${german(seen.am)} vor; es fehlt ein neuer Auftrag (2010).`;
    },
  },
  {
    rule: 'ORDER-RECHTSKRAFT-OHNE-ZUSTELLUNG',
    was: 'Nach einer Unzustellbarkeit wird ein Bescheid nicht ohne neue Zustellung rechtskräftig.',
    nummer: ['3010'],
    norm: '§§ 51, 67 OWiG',
    schwere: 'error',
    pruefe: (history) => {
      const failed = lastOf(history, '2021');
      const after = failed === undefined ? [] : since(history, '2021');
      return failed !== undefined && lastOf(after, ...SERVED, '2123') === undefined
        ? `Der Bescheid war am ${german(failed.am)} unzustellbar und ist seither nicht als zugestellt gemeldet.`
        : undefined;
    },
  },
  {
    rule: 'ORDER-RECHTSKRAFT-VOR-FRISTENDE',
    was: 'Rechtskraft tritt nicht vor dem Ende der Einspruchsfrist ein.',
    nummer: ['3010', '3020', '3060', '3210', '3110'],
    norm: '§§ 67, 89 OWiG, § 43 StPO',
    schwere: 'error',
    pruefe: (history, next, ort) => {
      const final = dateOf(next, 'rechtskraftAm');
      const day = served(history, next);
      if (final === undefined || day === undefined || next.daten?.['verzicht'] === true) return undefined;
      if (lastOf(history, '2112', '2123') !== undefined) return undefined;
      const end = periodEnd('einspruch', day, ort);
      return final <= end
        ? `Rechtskraft am ${german(final)} liegt nicht nach dem Ende der Einspruchsfrist, ${german(end)} (zugestellt am ${german(day)}).`
        : undefined;
    },
  },
  {
    rule: 'ORDER-EINSPRUCH-OFFEN',
    was: 'Rechtskraft und Vollstreckung setzen voraus, dass über einen rechtzeitigen Einspruch entschieden ist.',
    nummer: ['3010', '3020', '3060'],
    norm: '§§ 67, 69, 89 OWiG',
    schwere: 'error',
    pruefe: (history) => {
      const confirmed = lastOf(history, '2111');
      const timely = confirmed?.daten?.['rechtzeitig'] === true;
      return timely && lastOf(since(history, '2111'), '2112', '2123') === undefined
        ? 'Ein rechtzeitiger Einspruch ist bestätigt und noch nicht beschieden.'
        : undefined;
    },
  },
  {
    rule: 'ORDER-EINSPRUCH-UNGEKLAERT',
    was: 'Über einen eingegangenen Einspruch ist etwas mitgeteilt.',
    nummer: ['3010'],
    norm: '§§ 67, 69 OWiG',
    schwere: 'warning',
    pruefe: (history) =>
      lastOf(history, '2110') !== undefined && lastOf(since(history, '2110'), '2111', '2112', '2123') === undefined
        ? 'Im Vorgang ist ein Einspruch eingegangen, über den noch nichts mitgeteilt ist.'
        : undefined,
  },
  {
    rule: 'ORDER-WARTEFRIST-95',
    was: 'Beigetrieben wird nach Ablauf von zwei Wochen ab Fälligkeit, außer die Absicht, sich zu entziehen, ist erkennbar.',
    nummer: ENFORCE,
    norm: '§ 95 Abs. 1, § 96 Abs. 1 OWiG',
    schwere: 'error',
    pruefe: (history, next, ort) => {
      const final = finalDay(history, next);
      if (final === undefined || next.daten?.['entziehungsabsicht'] === true) return undefined;
      const due = latest(final, dateOf(next, 'faelligkeit') ?? easedUntil(history) ?? final);
      const end = periodEnd('beitreibung', due, ort);
      return next.am <= end
        ? `Vor Ablauf von zwei Wochen nach Fälligkeit am ${german(due)}, also bis ${german(end)}, wird nicht beigetrieben; die Nachricht ist vom ${german(next.am)}.`
        : undefined;
    },
  },
  {
    rule: 'ORDER-RECHTSKRAFT-ABWEICHEND',
    was: 'Das Ersuchen nennt die Rechtskraft, die mitgeteilt ist.',
    nummer: ENFORCE,
    norm: '§ 89 OWiG',
    schwere: 'error',
    pruefe: (history, next) => {
      const [here, told] = [dateOf(next, 'rechtskraftAm'), dateOf(lastOf(history, '3010'), 'rechtskraftAm')];
      return here !== undefined && told !== undefined && here !== told
        ? `Rechtskraft hier ${german(here)}, in der Mitteilung der Rechtskraft ${german(told)}.`
        : undefined;
    },
  },
  {
    rule: 'ORDER-WIEDEREINSETZUNG',
    was: 'Nach einer Wiedereinsetzung wird erst nach neuer Rechtskraft vollstreckt.',
    nummer: ENFORCE,
    norm: '§ 52 OWiG, §§ 44–47 StPO',
    schwere: 'error',
    pruefe: (history) => {
      const restored = lastOf(since(history, '3010'), '2113');
      return restored?.daten?.['stand'] === 'gewaehrt'
        ? `Wiedereinsetzung vom ${german(restored.am)} hat die Rechtskraft beseitigt; eine neue Mitteilung der Rechtskraft fehlt.`
        : undefined;
    },
  },
  {
    rule: 'ORDER-ZURUECKGENOMMEN',
    was: 'Ein zurückgenommener Bescheid wird nicht rechtskräftig, ein zurückgerufenes Ersuchen nicht ohne neue Mitteilung wiederholt.',
    nummer: ['3010', ...ENFORCE],
    norm: '§ 69 Abs. 2 OWiG',
    schwere: 'error',
    pruefe: (history, next) => {
      const withdrawn = lastOf(since(history, '2010'), '2060');
      if (withdrawn !== undefined) return `Der Bescheid ist am ${german(withdrawn.am)} zurückgenommen.`;
      const recalled = next.nummer === '3010' ? undefined : lastOf(since(history, '3010'), '3090');
      return recalled === undefined
        ? undefined
        : `Das Ersuchen ist am ${german(recalled.am)} zurückgerufen; eine neue Mitteilung der Rechtskraft fehlt.`;
    },
  },
  {
    rule: 'ORDER-ERLEDIGT',
    was: 'Vollstreckt wird, solange etwas offen ist.',
    nummer: ENFORCE,
    norm: '§§ 34, 94, 101 OWiG',
    schwere: 'error',
    pruefe: (history) => {
      const open = since(history, '3010');
      const settled = open.findLast(
        (step) => step.nummer === '3070' && finalSettlements.some((code) => code === step.daten?.['erledigungsart']),
      );
      if (settled !== undefined) return `Die Vollstreckung ist am ${german(settled.am)} als erledigt gemeldet.`;
      const rest = lastOf(open, '3030')?.daten?.['rest'];
      const paid = (typeof rest === 'number' || (typeof rest === 'string' && rest !== '')) && Number(rest) === 0;
      return paid ? 'Die Forderung ist als vollständig bezahlt gemeldet.' : undefined;
    },
  },
  {
    rule: 'ORDER-VOLLSTRECKUNGSVERJAEHRUNG',
    was: 'Vollstreckt wird nicht nach der Vollstreckungsverjährung.',
    nummer: ENFORCE,
    norm: '§ 34 OWiG',
    schwere: 'error',
    pruefe: (_history, next) => {
      const end = dateOf(next, 'vollstreckungsverjaehrungEnde');
      return end !== undefined && next.am > end
        ? `Die Vollstreckung ist seit Ablauf des ${german(end)} verjährt.`
        : undefined;
    },
  },
];
