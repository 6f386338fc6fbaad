import type { Inspection } from '../crypto/index.ts';
import type { Verdict } from '../envelope/index.ts';

/** Verdict of a step that found nothing; `beleg` is its evidence for the ledger. */
export const passed = (schritt: string, beleg?: unknown): Verdict => ({
  schritt,
  ergebnis: 'bestanden',
  ...(beleg === undefined ? {} : { beleg }),
});

/** Verdict of a step that lets pass what the evidence names. */
export const remarked = (schritt: string, beleg: unknown): Verdict => ({ schritt, ergebnis: 'hinweis', beleg });

/** Verdict of a step that the gateway may not or need not take. */
export const unchecked = (schritt: string): Verdict => ({ schritt, ergebnis: 'nicht-geprueft' });

/** What an operator decided to let pass, and until when. */
interface Ausnahme {
  /** ISO 8601, UTC */
  readonly bis: string;
  /** German: what could not be found out, and the operator's reason */
  readonly grund: string;
}

/**
 * Verdict of a step that trusts a certificate: passed only where every check was. A certificate that an operator's dated
 * decision let pass is a remark, with the end and the reason of that decision first in its evidence.
 */
export function judgedCertificate(schritt: string, inspection: Inspection): Verdict {
  const ausnahmen = inspection.revocation.flatMap(({ source, holdsUntil, note }): Ausnahme[] =>
    source === 'override' ? [{ bis: holdsUntil, grund: note ?? '' }] : [],
  );
  return ausnahmen.length === 0 ? passed(schritt, inspection) : remarked(schritt, { ausnahmen, ...inspection });
}

/** What was remarked of an accepted message: rule, provision where it has one, and German text. */
interface ShownRemark {
  readonly rule: string;
  readonly norm?: string;
  readonly text: string;
}

/** A verdict as it is shown to sender and reader: with remarks and the end of an exception, without other evidence. */
export interface ShownVerdict {
  readonly schritt: string;
  readonly ergebnis: string;
  readonly ausnahmeBis?: string;
  readonly befunde?: readonly ShownRemark[];
}

const shownRemarks = (beleg: unknown): ShownRemark[] =>
  (Array.isArray(beleg) ? beleg : []).map((one: Partial<ShownRemark>) => ({
    rule: String(one.rule),
    ...(one.norm === undefined ? {} : { norm: String(one.norm) }),
    text: String(one.text),
  }));

/** Stored verdicts for the Laufzettel; the reason of an exception is the operator's own. */
export const shownVerdicts = (stored: readonly object[]): ShownVerdict[] =>
  stored.map((verdict) => {
    const { schritt, ergebnis, beleg } = verdict as Partial<Verdict>;
    const [first] = (beleg as { ausnahmen?: readonly Ausnahme[] } | undefined)?.ausnahmen ?? [];
    const befunde = ergebnis === 'hinweis' ? shownRemarks(beleg) : [];
    return {
      schritt: String(schritt),
      ergebnis: String(ergebnis),
      ...(befunde.length === 0 ? {} : { befunde }),
      ...(first === undefined ? {} : { ausnahmeBis: first.bis }),
    };
  });
