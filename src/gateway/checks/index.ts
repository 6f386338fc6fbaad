/** The checks that need nothing but the Sendung, keys and certificates: here or in threads beside the event loop. */
import { availableParallelism } from 'node:os';
import type { TrustStore } from '../../crypto/index.ts';
import type { Settings } from '../../platform/settings.ts';
import type { Metrics } from '../metrics.ts';
import { type CheckKit, type CheckRequest, checkSendung } from './check.ts';
import type { StandardFiles } from './kit.ts';
import { CheckPool } from './pool.ts';
import type { Admission, CheckReport } from './report.ts';

export type { CheckKit, CheckRequest } from './check.ts';
export { loadValidator, type StandardFiles } from './kit.ts';
export {
  type Admission,
  type CheckReport,
  type Content,
  outcomeOf,
  type Remark,
  type Shaped,
  type Verified,
} from './report.ts';
export type { LossCause } from './running.ts';

/** Checks that wait for a thread; beyond, a Sendung is asked to come again. */
const WAITING = 64;
/** A thread without work ends after this, in milliseconds. */
const IDLE_MS = 60_000;

/** Where a Sendung is checked: a small one at once, a large one in a thread. */
export class Checks {
  readonly #kit: CheckKit;
  readonly #from: number;
  readonly #pool: CheckPool | undefined;

  /** @param kit of the event loop; threads load the same standard */
  constructor(kit: CheckKit & { trust: TrustStore }, standard: StandardFiles, settings: Settings, metrics: Metrics) {
    const threads = settings.checkThreads ?? Math.max(1, availableParallelism() - 1);
    this.#kit = kit;
    this.#from = settings.checkThreadsFrom;
    if (threads > 0)
      this.#pool = new CheckPool({
        threads,
        material: { limits: kit.limits, keys: kit.keys, standard },
        trust: kit.trust,
        timeoutMs: settings.checkTimeoutMs,
        heapMb: settings.checkHeapMb,
        waiting: WAITING,
        idleMs: IDLE_MS,
        onLost: (cause) => metrics.checkLost(cause),
      });
  }

  /**
   * @param who key of the authority that hands it in
   * @param admission asked between the stages; left out, every stage is worked off
   * @throws LIMIT_BUSY, CHECK_ABORTED
   */
  run(request: CheckRequest, who: string, admission?: Admission): Promise<CheckReport> {
    if (this.#pool === undefined || request.bytes.length < this.#from)
      return checkSendung(this.#kit, request, admission);
    return this.#pool.run(request, who, admission);
  }

  /** Large Sendungen that wait for a thread. */
  get waiting(): number {
    return this.#pool?.waiting ?? 0;
  }

  /** Lets running checks end. */
  async close(): Promise<void> {
    await this.#pool?.close();
  }
}
