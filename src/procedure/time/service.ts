import { ruleAt } from '../law/rule.ts';
import { serviceRules } from '../law/service.ts';
import { type Datum, german, latest } from './calendar.ts';
import { nextWorkday, type Ort } from './holidays.ts';
import { rawEnd } from './periods.ts';

/** Day of Zustellung by way and day of the act; `spaeter` is the other reading where a fiction ends on a free day. */
export interface Zustelltag {
  readonly tag: Datum;
  /** day when the fiction is moved to the next Werktag; the later, so it cannot shorten the time of the person */
  readonly spaeter?: Datum;
  readonly norm: string;
  readonly begruendung: string;
}

const DEFAULT_ART = 'pzu-uebergabe';

/**
 * When a Bescheid counts as served (VwZG, through § 51 OWiG).
 *
 * @param art one of `zustellarten`; missing: `am` is taken as the day of Zustellung itself
 * @param am day that starts the way: insertion, handing over, posting, dispatch, publication
 * @param zugang later real arrival, which beats a fiction (§ 4 (2) Satz 2 VwZG)
 */
export const zustelltag = (art: string | undefined, am: Datum, ort: Ort, zugang?: Datum): Zustelltag => {
  const rule = ruleAt(serviceRules, art ?? DEFAULT_ART, am);
  const way = rule.value;
  if (art === undefined) return { tag: am, norm: '§ 51 OWiG', begruendung: `Zugestellt am ${german(am)} (§ 51 OWiG).` };
  if (way.fiktion === undefined) {
    return {
      tag: am,
      norm: rule.norm,
      begruendung: `${way.bezeichnung} am ${german(am)}: ${way.belehrung} (${rule.norm}).`,
    };
  }
  const fiction = rawEnd(am, way.fiktion);
  const base = `${way.bezeichnung}, ${way.datumIst} ${german(am)}: ${way.belehrung}`;
  if (zugang !== undefined && zugang > fiction) {
    return {
      tag: zugang,
      norm: rule.norm,
      begruendung: `${base}; tatsächlicher Zugang aber erst am ${german(zugang)} (${rule.norm}).`,
    };
  }
  const moved = way.werktagStrittig === true ? latest(fiction, nextWorkday(fiction, ort)) : fiction;
  return {
    tag: fiction,
    ...(moved === fiction ? {} : { spaeter: moved }),
    norm: rule.norm,
    begruendung: `${base}, also am ${german(fiction)} (${rule.norm}).`,
  };
};
