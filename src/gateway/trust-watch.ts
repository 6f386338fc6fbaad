import { Counter, Gauge, type Registry } from 'prom-client';
import type { TrustEvents, TrustStore } from '../crypto/index.ts';
import type { Directory } from '../directory/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
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
  readonly #overridden = new Counter({
    name: 'blaupause_revocation_override_uses_total',
    help: 'Certificates accepted by an override of an unknown revocation status, by authority',
    labelNames: ['behoerde'],
    registers: [],
  });
  readonly #ocspFailed = new Counter({
    name: 'blaupause_ocsp_failures_total',
    help: 'Exchanges with a configured OCSP responder that gave no valid answer',
    labelNames: ['responder'],
    registers: [],
  });

  constructor(log: Logger) {
    this.#log = log;
  }

  /** To be given to the trust store. */
  get events(): TrustEvents {
    const lines = trustLog(this.#log);
    return {
      overridden: (use) => {
        this.#overridden.inc({ behoerde: use.override.authority });
        lines.overridden(use);
      },
      ocspFailed: (failure) => {
        this.#ocspFailed.inc({ responder: failure.url });
        lines.ocspFailed(failure);
      },
    };
  }

  /** Publishes the metrics, warns of what is due now, and looks again at intervals. Returns what ends it. */
  start(registry: Registry, watched: Watched): () => void {
    registry.registerMetric(this.#overridden);
    registry.registerMetric(this.#ocspFailed);
    publish(registry, watched);
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

/** Gauges of states, computed when they are read. */
function publish(registry: Registry, { directory, trust, clock }: Watched): void {
  new Gauge({
    name: 'blaupause_certificate_expiry_days',
    help: 'Days until certificates in use and revocation lists end; negative where they have',
    labelNames: ['art', 'inhaber', 'zweck'],
    registers: [registry],
    collect() {
      const at = clock.now();
      this.reset(); // who left the directory leaves the metrics
      for (const item of expiringOf(directory, trust))
        this.set(labels(item), (item.bis.getTime() - at.getTime()) / 86_400_000);
    },
  });
  new Gauge({
    name: 'blaupause_revocation_overrides',
    help: 'Overrides of revocation checks in force',
    registers: [registry],
    collect() {
      const at = clock.now();
      this.set(trust.overrides().filter(({ from, until }) => from <= at && at <= until).length);
    },
  });
}
