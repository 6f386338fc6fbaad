import { euro } from '../../amounts/costs.ts';
import { periodRules } from '../../law/periods.ts';
import { retentionRules } from '../../law/retention.ts';
import { ruleAt } from '../../law/rule.ts';
import { thresholdRules } from '../../law/thresholds.ts';
import { addDays, type Datum, german, latest } from '../../time/calendar.ts';
import { dauerDativ, dauerText, verjaehrungsende } from '../../time/periods.ts';
import { all, last } from '../file-search.ts';
import { type Frist, frist, type Status } from '../frist.ts';
import type { Fall } from '../input/input.ts';
import { verwarnungOf } from '../prosecution/warning-fine.ts';
import type { Rechtsbehelf } from '../remedies/remedy.ts';
import { inhalt, zahlungsstand } from './final-decision.ts';

interface Erledigung {
  /** day with which the case is done; undefined while that is open */
  readonly am: Datum | undefined;
  readonly grund: string;
  /** it has happened, nothing in it is a forecast */
  readonly sicher: boolean;
}

const ende = (fristen: readonly Frist[], name: Frist['name']): Datum | undefined =>
  fristen.find((one) => one.name === name)?.ende ?? undefined;

/** When the case is done in the sense of § 489 (2) StPO: sanction enforced, acquitted, warned or out of time. */
const erledigung = (fall: Fall, behelf: Rechtsbehelf, fristen: readonly Frist[]): Erledigung => {
  const died = last(fall, 'person-verstorben');
  if (died !== undefined)
    return { am: died.am, grund: `Die Person ist am ${german(died.am)} verstorben.`, sicher: true };
  const warned = verwarnungOf(fall)?.wirksamAm;
  if (warned !== undefined)
    return { am: warned, grund: `Die Verwarnung ist seit ${german(warned)} wirksam (§ 56 Abs. 4 OWiG).`, sicher: true };
  const closed = last(fall, 'verfahren-eingestellt');
  if (closed !== undefined) {
    const until = ende(fristen, 'verfolgungsverjaehrung');
    return {
      am: until === undefined ? undefined : latest(closed.am, addDays(until, 1)),
      grund: `Eingestellt am ${german(closed.am)}; hindert das die Wiederaufnahme der Verfolgung nicht, ist die Verjährung maßgebend (§ 489 Abs. 2 Satz 3 StPO).`,
      sicher: until !== undefined && fall.stichtag > until,
    };
  }
  const { rechtskraft: tag } = behelf;
  if (tag === undefined) return { am: undefined, grund: 'Das Verfahren ist nicht abgeschlossen.', sicher: false };
  if (inhalt(fall).entfaellt)
    return { am: tag, grund: 'Das Verfahren endete ohne Sanktion.', sicher: behelf.eingetreten };
  const paid = fristen.find((one) => one.name === 'zahlungsfrist');
  const payment = zahlungsstand(fall).am;
  const ban = fristen.find((one) => one.name === 'fahrverbot-ende');
  const settled =
    paid !== undefined && ['gewahrt', 'versaeumt', 'erledigt'].includes(paid.status) && payment !== undefined;
  if (settled && ban !== undefined && ban.ende === null)
    return { am: undefined, grund: 'Gezahlt ist; das Ende des Fahrverbots steht noch nicht fest.', sicher: false };
  if (settled) {
    const over = ban?.ende === null || ban?.ende === undefined ? payment : addDays(ban.ende, 1);
    return {
      am: latest(payment, over),
      grund: `Die Vollstreckung ist mit Zahlung am ${german(payment)}${ban === undefined ? '' : ' und dem Ende des Fahrverbots'} abgeschlossen.`,
      sicher: behelf.eingetreten,
    };
  }
  const until = ende(fristen, 'vollstreckungsverjaehrung');
  return {
    am: until === undefined ? undefined : addDays(until, 1),
    grund:
      'Spätestens mit der Vollstreckungsverjährung; früher mit dem Abschluss der Vollstreckung (§ 489 Abs. 2 Satz 2 StPO).',
    sicher: false,
  };
};

const deletion = (fall: Fall, done: Erledigung): Frist =>
  frist('aufbewahrung-loeschung', 'ab', {
    beginn: done.am ?? null,
    ende: done.am ?? null,
    norm: '§ 49c Abs. 1 OWiG, § 489 Abs. 1 Nr. 1, Abs. 2 StPO',
    status: done.am !== undefined && done.sicher && fall.stichtag >= done.am ? 'eingetreten' : 'bedingt',
    begruendung: [
      done.grund,
      'Daten in Dateien des Verfahrens sind mit seiner Erledigung zu löschen, soweit sie nicht für künftige Verfahren oder die Vorgangsverwaltung gespeichert bleiben dürfen (§ 489 Abs. 1 Nr. 1 StPO); Akten und Archivrecht bleiben unberührt.',
    ],
  });

/** Review of data kept for later proceedings: at most five or two years by the Geldbuße (§ 49c (5) OWiG). */
const review = (fall: Fall, tag: Datum, certain: boolean): Frist => {
  const { geldbusse } = inhalt(fall);
  const limit = ruleAt(thresholdRules, 'pruefung-lang', tag);
  const rule = ruleAt(
    retentionRules,
    geldbusse !== undefined && geldbusse > limit.value ? 'pruefung-lang' : 'pruefung-kurz',
    tag,
  );
  const until = verjaehrungsende(tag, rule.value);
  const status: Status = certain ? (fall.stichtag > until ? 'abgelaufen' : 'laeuft') : 'bedingt';
  return frist('aufbewahrung-pruefung', 'letzter-tag', {
    beginn: tag,
    ende: until,
    norm: rule.norm,
    status,
    begruendung: [
      `Nur für Daten, die für die Verfolgung künftiger Ordnungswidrigkeiten gespeichert sind: spätestens nach ${dauerDativ(rule.value)} zu prüfen, gerechnet vom ${german(tag)} als Tag der rechtskräftigen Entscheidung.`,
      geldbusse === undefined
        ? 'Die Geldbuße ist nicht angegeben; es gilt die kürzere Frist.'
        : `Geldbuße ${euro(geldbusse)}: Fünf Jahre gelten nur über ${euro(limit.value)} (${limit.norm}).`,
    ],
  });
};

const protocols = (fall: Fall): readonly Frist[] =>
  all(fall, 'register-abgerufen').map(({ am }) => {
    const rule = ruleAt(retentionRules, 'protokoll', am);
    const day = addDays(verjaehrungsende(am, rule.value), 1);
    return frist('aufbewahrung-protokoll', 'ab', {
      beginn: am,
      ende: day,
      norm: rule.norm,
      status: fall.stichtag >= day ? 'eingetreten' : 'laeuft',
      begruendung: [
        `Protokoll des Abrufs vom ${german(am)}: nach ${dauerDativ(rule.value)} zu löschen (${rule.norm}).`,
      ],
    });
  });

/** Deletion and review dates of the file's data (§ 49c OWiG, §§ 488, 489 StPO). */
export const aufbewahrung = (fall: Fall, behelf: Rechtsbehelf, fristen: readonly Frist[]): readonly Frist[] => {
  const tag = behelf.rechtskraft;
  const done = erledigung(fall, behelf, fristen);
  const known = tag !== undefined || done.am !== undefined;
  return [
    ...(known ? [deletion(fall, done)] : []),
    ...(tag === undefined || inhalt(fall).entfaellt ? [] : [review(fall, tag, behelf.eingetreten)]),
    ...protocols(fall),
  ];
};

/** Last day for Wiederaufnahme on new facts, where the Geldbuße allows it at all (§ 85 (2) OWiG). */
export const wiederaufnahme = (fall: Fall, tag: Datum, certain: boolean): readonly Frist[] => {
  const { geldbusse } = inhalt(fall);
  const limit = ruleAt(thresholdRules, 'wiederaufnahme', tag);
  if (geldbusse === undefined || geldbusse <= limit.value) return [];
  const rule = ruleAt(periodRules, 'wiederaufnahme', tag);
  const until = verjaehrungsende(tag, rule.value);
  return [
    frist('wiederaufnahme', 'letzter-tag', {
      beginn: tag,
      ende: until,
      norm: rule.norm,
      status: certain ? (fall.stichtag > until ? 'abgelaufen' : 'laeuft') : 'bedingt',
      begruendung: [
        `Wegen neuer Tatsachen oder Beweismittel zugunsten der Person nur, solange seit Rechtskraft am ${german(tag)} nicht ${dauerText(rule.value)} verstrichen sind; bis zu der Grenze des ${limit.norm} gar nicht.`,
      ],
    }),
  ];
};
