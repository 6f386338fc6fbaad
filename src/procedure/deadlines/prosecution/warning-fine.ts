import { euro } from '../../amounts/costs.ts';
import { periodRules } from '../../law/periods.ts';
import { ruleAt } from '../../law/rule.ts';
import { thresholdRules } from '../../law/thresholds.ts';
import { type Datum, german } from '../../time/calendar.ts';
import { fristende } from '../../time/periods.ts';
import { following, last } from '../file-search.ts';
import { type Frist, frist } from '../frist.ts';
import type { Ereignis } from '../input/events.ts';
import type { Fall } from '../input/input.ts';

/** A Verwarnung with Verwarnungsgeld and what became of it. */
export interface Verwarnung {
  readonly angebot: Ereignis;
  readonly beginn: Datum;
  readonly ende: Datum;
  readonly schritte: readonly string[];
  readonly abgelehnt?: Datum;
  /** first payment of the whole Verwarnungsgeld, be it late */
  readonly gezahltAm?: Datum;
  /** day from which the same act cannot be prosecuted (§ 56 (4) OWiG) */
  readonly wirksamAm?: Datum;
}

/** The payment that covers the Verwarnungsgeld, before a Bescheid is issued. */
const payment = (fall: Fall, angebot: Ereignis): Datum | undefined => {
  const bescheid = following(fall, angebot, 'bescheid-erlassen');
  const until = bescheid === undefined ? fall.ereignisse.length : fall.ereignisse.indexOf(bescheid);
  let paid = 0;
  for (const event of fall.ereignisse.slice(fall.ereignisse.indexOf(angebot) + 1, until)) {
    if (event.typ !== 'verwarnungsgeld-gezahlt' && event.typ !== 'zahlung') continue;
    paid += event.betrag ?? angebot.verwarnungsgeld ?? 0;
    if (event.vollstaendig === true || event.betrag === undefined || paid >= (angebot.verwarnungsgeld ?? 0))
      return event.am;
  }
  return undefined;
};

/** The last Verwarnung offered; undefined where there is none. */
export const verwarnungOf = (fall: Fall): Verwarnung | undefined => {
  const angebot = last(fall, 'verwarnung-angeboten');
  if (angebot === undefined) return undefined;
  const rule = ruleAt(periodRules, 'verwarnungsgeld', angebot.am);
  const beginn = angebot.zugangAm ?? angebot.am;
  const reckoned = fristende(beginn, rule.value, fall.ort);
  const ende = angebot.fristBis ?? reckoned.ende;
  const refused = following(fall, angebot, 'verwarnung-abgelehnt')?.am;
  const paid = payment(fall, angebot);
  const effective = paid !== undefined && paid <= ende && (refused === undefined || paid < refused);
  return {
    angebot,
    beginn,
    ende,
    schritte:
      angebot.fristBis === undefined
        ? [
            `Zugegangen am ${german(beginn)}; die Frist soll eine Woche betragen (${rule.norm}).`,
            ...reckoned.begruendung,
          ]
        : [`Die Behörde hat die Frist bis ${german(ende)} bestimmt (${rule.norm}).`],
    ...(refused === undefined ? {} : { abgelehnt: refused }),
    ...(paid === undefined ? {} : { gezahltAm: paid }),
    ...(effective ? { wirksamAm: paid } : {}),
  };
};

/** Period for the Verwarnungsgeld (§ 56 OWiG): paid in time the case is closed, otherwise it goes on. */
export const verwarnungsgeld = (fall: Fall): readonly Frist[] => {
  const found = verwarnungOf(fall);
  if (found === undefined) return [];
  const { angebot, beginn, ende, abgelehnt, gezahltAm, wirksamAm } = found;
  const limit = ruleAt(thresholdRules, 'verwarnungsgeld-frist', angebot.am);
  const amount = angebot.verwarnungsgeld;
  const outcome =
    wirksamAm !== undefined
      ? `Gezahlt am ${german(wirksamAm)}: Die Verwarnung ist wirksam, die Tat insoweit nicht mehr verfolgbar (§ 56 Abs. 2, 4 OWiG).`
      : gezahltAm !== undefined
        ? `Erst am ${german(gezahltAm)} eingegangen: Die Verwarnung ist nicht wirksam geworden, es sei denn, rechtzeitig wurde bei der Post oder Bank eingezahlt (§ 56 Abs. 2 OWiG); sonst geht das Bußgeldverfahren weiter.`
        : abgelehnt !== undefined
          ? `Abgelehnt am ${german(abgelehnt)}: Das Bußgeldverfahren geht weiter.`
          : 'Wird nicht gezahlt, geht das Bußgeldverfahren weiter; das Angebot unterbricht die Verjährung nicht.';
  const status =
    wirksamAm !== undefined
      ? 'gewahrt'
      : gezahltAm !== undefined
        ? 'versaeumt'
        : abgelehnt !== undefined
          ? 'erledigt'
          : fall.stichtag > ende
            ? 'abgelaufen'
            : 'laeuft';
  return [
    frist('verwarnungsgeld', 'letzter-tag', {
      beginn,
      ende,
      norm: '§ 56 Abs. 2 OWiG',
      status,
      begruendung: [
        ...found.schritte,
        ...(amount === undefined
          ? []
          : [
              amount > limit.value
                ? `${euro(amount)} sind mehr als ${euro(limit.value)}: Eine Frist soll bewilligt werden (${limit.norm}).`
                : `${euro(amount)}: Eine Frist soll bewilligt werden, wenn nicht sofort gezahlt werden kann (${limit.norm}).`,
            ]),
        outcome,
      ],
    }),
  ];
};

/** With an effective Verwarnung the prosecution of the act is over (§ 56 (4) OWiG). */
export const nachVerwarnung = (fall: Fall, fristen: readonly Frist[]): readonly Frist[] => {
  const since = verwarnungOf(fall)?.wirksamAm;
  if (since === undefined) return fristen;
  const reason = `Die Verwarnung ist seit ${german(since)} wirksam; auf die Frist kommt es insoweit nicht mehr an (§ 56 Abs. 4 OWiG).`;
  return fristen.map((one) =>
    one.name.startsWith('verfolgungsverjaehrung') && (one.ende === null || since <= one.ende)
      ? { ...one, status: 'erledigt', begruendung: [...one.begruendung, reason] }
      : one,
  );
};
