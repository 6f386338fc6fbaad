import type { Schwere } from '../law/order.ts';

/** Verdict on the place of a message in its Vorgang. */
export type Reihenfolge =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly rule: string;
      readonly norm: string;
      /** German sentence: dates and message types, no personal data */
      readonly text: string;
      /** `error`: contradiction, to be refused; `warning`: the missing step may have happened outside the gateway */
      readonly severity: Schwere;
    };

/** Why a message may not follow, or what is odd about it: rule, provision, gravity and a German sentence. */
export type Ordnungsbefund = Extract<Reihenfolge, { allowed: false }>;

/** A finding whose text ends with its provision. */
export const finding = (rule: string, norm: string, severity: Schwere, text: string): Ordnungsbefund => ({
  allowed: false,
  rule,
  norm,
  text: `${text} (${norm})`,
  severity,
});
