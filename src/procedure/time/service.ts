import { fault } from '../../platform/errors.ts';
import { ruleAt } from '../law/rule.ts';
import { custodyRules, nightRules, serviceRules, type Zustellweg } from '../law/service.ts';
import { notServiceRules, serviceActs, type Zustellungsrecht } from '../law/service-acts.ts';
import { type Datum, german, latest, weekday } from './calendar.ts';
import { holidayOn, nextWorkday, type Ort } from './holidays.ts';
import { rawEnd } from './periods.ts';

/** Day of Zustellung by way and day of the act, with the other days that the law may be read to name. */
export interface Zustelltag {
  readonly tag: Datum;
  /** day when a fiction that ends on a free day is moved to the next Werktag; it cannot shorten the time of the person */
  readonly spaeter?: Datum;
  /** day when the Land's own service law still has the shorter fiction; it cannot make limitation run longer */
  readonly frueher?: Datum;
  readonly norm: string;
  readonly begruendung: string;
}

/** The service law of an authority of a Land on a day; undefined before the first version held. */
export const zustellungsrecht = (land: Ort['land'], day: Datum) =>
  serviceActs.find(
    ({ value, validFrom, validTo }) =>
      value.land === land && validFrom <= day && (validTo === undefined || day <= validTo),
  );

const lawOf = (way: Zustellweg, recht: Zustellungsrecht | undefined, norm: string, landNorm: string): string => {
  if (recht === undefined) return norm;
  if (recht.art === 'verweist') return `${norm} nach § 51 Abs. 1 OWiG, ${landNorm}`;
  return `${landNorm} nach § 51 Abs. 1 OWiG, wie ${norm}${way.landesrechtlich === true && recht.vierTage === 'unbekannt' ? '; Zahl der Tage nach Landesrecht zu prüfen' : ''}`;
};

/** The same fiction in the version before, where the Land's own law may not have followed the Bund. */
const shorter = (art: string, am: Datum, way: Zustellweg, recht: Zustellungsrecht | undefined): Datum | undefined => {
  if (recht?.vierTage !== 'unbekannt' || way.landesrechtlich !== true) return undefined;
  const before = serviceRules.find((rule) => rule.id === art && rule.validTo !== undefined && rule.validTo < am);
  return before?.value.fiktion === undefined ? undefined : rawEnd(am, before.value.fiktion);
};

/**
 * When a Bescheid counts as served (VwZG or service law of the Land, through § 51 OWiG).
 *
 * A fiction names a day, not the end of a period: by the prevailing reading it sets in on a Saturday, Sunday or
 * holiday too (VG Ansbach 22.3.2022, AN 18 K 20.02169); the Bundesfinanzhof moved the like one of § 122 AO to the
 * next Werktag (14.10.2003, IX R 68/98). `spaeter` is the day of the second reading.
 *
 * @param art one of `zustellarten`; missing: `am` is taken as the day of Zustellung itself
 * @param am day that starts the way: insertion, handing over, posting, dispatch, publication
 * @param zugang later real arrival, which beats the fiction of posting and dispatch, not that of § 10
 * @throws `USAGE` for what is no Zustellung and for a way that the law did not know on that day
 */
export const zustelltag = (art: string | undefined, am: Datum, ort: Ort, zugang?: Datum): Zustelltag => {
  if (art === undefined) return { tag: am, norm: '§ 51 OWiG', begruendung: `Zugestellt am ${german(am)} (§ 51 OWiG).` };
  const none = notServiceRules.find((rule) => rule.id === art);
  if (none !== undefined) {
    throw fault('USAGE', {
      path: 'art',
      detail: `${none.value.bezeichnung} (${none.norm}): ${none.value.grund}.`,
    });
  }
  const rule = ruleAt(serviceRules, art, am);
  const way = rule.value;
  const land = zustellungsrecht(ort.land, am);
  const norm = lawOf(way, land?.value, rule.norm, land?.norm ?? '');
  if (way.fiktion === undefined) {
    return {
      tag: am,
      norm: rule.norm,
      begruendung: `${way.bezeichnung} am ${german(am)}: ${way.belehrung} (${norm}).`,
    };
  }
  const fiction = rawEnd(am, way.fiktion);
  const base = `${way.bezeichnung}, ${way.datumIst} ${german(am)}: ${way.belehrung}`;
  if (zugang !== undefined && zugang > fiction && way.zugangGehtVor === true) {
    return {
      tag: zugang,
      norm: rule.norm,
      begruendung: `${base}; tatsächlicher Zugang aber erst am ${german(zugang)} (${norm}).`,
    };
  }
  const moved = way.werktagStrittig === true ? latest(fiction, nextWorkday(fiction, ort)) : fiction;
  const early = shorter(art, am, way, land?.value);
  return {
    tag: fiction,
    ...(moved === fiction ? {} : { spaeter: moved }),
    ...(early === undefined ? {} : { frueher: early }),
    norm: rule.norm,
    begruendung: `${base}, also am ${german(fiction)} (${norm}).`,
  };
};

/** Until when a document laid down on the day of the written notice is kept at least (§ 181 (2) ZPO). */
export const aufbewahrtBis = (am: Datum): Datum => rawEnd(am, ruleAt(custodyRules, 'niederlegung', am).value);

/** What is to be said about a Zustellung beside its day. */
export interface Zustellbefund {
  readonly norm: string;
  readonly text: string;
  /** the Zustellung has no effect */
  readonly unwirksam: boolean;
}

/** How a Zustellung was done, as the document about it says. */
export interface Zustellvorgang {
  readonly art: string;
  readonly am: Datum;
  /** time of day `HH:MM` where it is on record */
  readonly um?: string;
  /** written permission of the head of the authority */
  readonly erlaubnis?: boolean;
  readonly annahmeVerweigert?: boolean;
}

const freeTime = ({ am, um }: Zustellvorgang, ort: Ort): string | undefined => {
  const holiday = holidayOn(am, ort);
  if (weekday(am) === 7) return 'an einem Sonntag';
  if (holiday?.gewissheit === 'ja') return `am Feiertag ${holiday.name}`;
  const night = ruleAt(nightRules, 'nachtzeit', am).value;
  return um !== undefined && (um >= night.von || um < night.bis) ? `zur Nachtzeit um ${um} Uhr` : undefined;
};

/**
 * Findings of § 5 (3) VwZG: an official may not serve by night, on Sundays and on holidays without permission; the
 * Zustellung is effective nevertheless unless acceptance was refused. Other ways know no such hours.
 *
 * @param ort where it was served
 */
export const zustellbefunde = (vorgang: Zustellvorgang, ort: Ort): readonly Zustellbefund[] => {
  const rule = ruleAt(serviceRules, vorgang.art, vorgang.am);
  if (rule.value.nurMitErlaubnis !== true || vorgang.erlaubnis === true) return [];
  const when = freeTime(vorgang, ort);
  if (when === undefined) return [];
  const unwirksam = vorgang.annahmeVerweigert === true;
  return [
    {
      norm: '§ 5 Abs. 3 VwZG',
      text: `Am ${german(vorgang.am)} ${when} durch Bedienstete ohne Erlaubnis der Behördenleitung zugestellt: ${
        unwirksam ? 'unwirksam, weil die Annahme verweigert wurde' : 'wirksam, weil die Annahme nicht verweigert wurde'
      }.`,
      unwirksam,
    },
  ];
};
