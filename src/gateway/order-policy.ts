import type { Ordnungsbefund } from '../procedure/index.ts';
import type { GatewayProfile } from '../profile/index.ts';

/** Findings on the order of a message, parted by what the profile makes of them. */
export interface OrderVerdict {
  /** for which the message is refused, the gravest first */
  readonly refused: readonly Ordnungsbefund[];
  /** that stand in the receipt and the Laufzettel */
  readonly noted: readonly Ordnungsbefund[];
}

/**
 * What a profile makes of findings: a rule that it names counts as it says; of the others contradictions are refused,
 * unless the profile only warns, and what may have happened outside the gateway is noted.
 */
export const judgeOrder = (
  findings: readonly Ordnungsbefund[],
  { standard, regeln }: GatewayProfile['ordnung'],
): OrderVerdict => {
  const refuses = ({ rule, severity }: Ordnungsbefund): boolean => {
    const own = Object.hasOwn(regeln, rule) ? regeln[rule] : undefined;
    return own === undefined ? severity === 'error' && standard === 'verweigern' : own === 'verweigern';
  };
  return { refused: findings.filter(refuses), noted: findings.filter((one) => !refuses(one)) };
};
