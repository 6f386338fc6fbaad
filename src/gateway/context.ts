import type { KeyPair, KeyStore, TrustStore } from '../crypto/index.ts';
import type { Directory } from '../directory/index.ts';
import type { Stelle } from '../envelope/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Settings } from '../platform/settings.ts';
import type { Profile } from '../profile/index.ts';
import type { LogReader } from '../transparency/index.ts';
import type { Checks } from './checks/index.ts';
import type { Drain } from './drain.ts';
import type { Metrics } from './metrics.ts';

/** Everything the gateway works with; made once at start, given to each step. No step looks anything up elsewhere. */
export interface GatewayContext {
  readonly settings: Settings;
  readonly profile: Profile;
  readonly directory: Directory;
  readonly trust: TrustStore;
  readonly ledger: Ledger;
  /** where Sendungen are checked */
  readonly checks: Checks;
  readonly keys: KeyStore;
  readonly stelle: Stelle;
  /** origin of the transparency log */
  readonly logOrigin: string;
  readonly logReader: LogReader;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly clock: Clock;
  /** whether this process is about to end */
  readonly drain: Drain;
}

/** The gateway's signing key. */
export const signer = (context: GatewayContext): KeyPair => context.keys.signature;
