import type { TrustEvents, TrustStore } from '../crypto/index.ts';
import type { Directory } from '../directory/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Meter } from '../platform/telemetry/index.ts';
import { daysLeft, type Expiring, expiringOf, warningDue } from './expiry.ts';

/** How often ends are looked at, in milliseconds. */
const LOOK_MS = 600_000;

/** Log lines of what a trust store reports. The reason of an override stays in the inspection record. */
export const trustLog = (log: Logger): Required<TrustEvents> => ({
  overridden: ({ override, inspection }) =>
    log.warn(
      {
        behoerde: override.authority,
        bis: override.until.toISOString(),
        zertifikat: inspection.fingerprint,
        zweck: inspection.purpose,
      },
      'certificate accepted by override, its revocation status is unknown',
    ),
  ocspFailed: ({ url, why }) => log.warn({ responder: url, grund: why }, 'OCSP responder gave no valid answer'),
});

/** What the watch looks at. */
export interface Watched {
  readonly directory: Directory;
  readonly trust: TrustStore;
  readonly clock: Clock;
}

/**
 * Tells operators in log and metrics what will end and what was let pass: certificates and revocation lists that end
 * within 60, 30, 14 and 7 days, overrides in force and in use, responders without an answer.
 */
export class TrustWatch {
  readonly #log: Logger;
  /** certificate or list → last warning */
  readonly #warned = new Map<string, number>();
  #meter: Meter | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** To be given to the trust store. */
  get events(): TrustEvents {
    const lines = trustLog(this.#log);
    return {
      overridden: (use) => {
        this.#meter?.count('blaupause_revocation_override_uses_total', { behoerde: use.override.authority });
        lines.overridden(use);
      },
      ocspFailed: (failure) => {
        this.#meter?.count('blaupause_ocsp_failures_total', { responder: failure.url });
        lines.ocspFailed(failure);
      },
    };
  }

  /** Publishes the metrics, warns of what is due now, and looks again at intervals. Returns what ends it. */
  start(meter: Meter, watched: Watched): () => void {
    this.#meter = meter;
    publish(meter, watched);
    this.look(watched);
    const timer = setInterval(() => this.look(watched), LOOK_MS).unref();
    return () => clearInterval(timer);
  }

  /** Warns of everything that is due and was not warned of yet: once for each threshold, anew for a renewed one. */
  look({ directory, trust, clock }: Watched): void {
    const at = clock.now();
    for (const item of expiringOf(directory, trust)) {
      const due = warningDue(item, at);
      if (due === undefined || due >= (this.#warned.get(item.id) ?? Number.POSITIVE_INFINITY)) continue;
      this.#warned.set(item.id, due);
      const { art, inhaber, zweck, bis } = item;
      const fields = { art, inhaber, zweck, bis: bis.toISOString(), tage: daysLeft(item, at), schwelle: due };
      if (due === 0) this.#log.error(fields, 'certificate or revocation list has ended');
      else this.#log.warn(fields, 'certificate or revocation list ends soon');
    }
  }
}

const labels = ({ art, inhaber, zweck }: Expiring) => ({ art, inhaber, zweck: zweck ?? '' });

/** States, computed when they are read. */
function publish(meter: Meter, { directory, trust, clock }: Watched): void {
  meter.reading({
    quelle: 'trust',
    metrics: ['blaupause_certificate_expiry_days', 'blaupause_revocation_overrides'],
    read: () => {
      const at = clock.now();
      for (const item of expiringOf(directory, trust))
        meter.set('blaupause_certificate_expiry_days', labels(item), (item.bis.getTime() - at.getTime()) / 86_400_000);
      const inForce = trust.overrides().filter(({ from, until }) => from <= at && at <= until);
      meter.set('blaupause_revocation_overrides', {}, inForce.length);
    },
  });
}
