import { type Fristzahlen, fristzahlen } from '../../ledger/index.ts';
import type { Meter } from '../../platform/telemetry/index.ts';
import { legalDay } from '../../procedure/index.ts';
import type { GatewayContext } from '../context.ts';

/** How long numbers from the store serve whoever asks, in milliseconds. */
const SAME_NUMBERS_MS = 15_000;

/** What the run has to tell operators. Labels are stages and reasons; never cases, authorities or persons. */
export interface Fristmelder {
  gewarnt(stufe: number): void;
  erinnert(stufe: number): void;
  /** a warning or reminder that its reader cannot take, or that was refused */
  nichtGesagt(art: 'warnung' | 'erinnerung', grund: string): void;
  /** a run ended, at this instant */
  gelaufen(zeit: Date): void;
}

/** Publishes the metrics of the watch; states are counted when they are read. */
export function fristmelder(meter: Meter, context: Pick<GatewayContext, 'ledger' | 'clock' | 'profile'>): Fristmelder {
  publishNumbers(meter, context);
  return {
    gewarnt: (stufe) => meter.count('blaupause_limitation_warnings_total', { stufe: String(stufe) }),
    erinnert: (stufe) => meter.count('blaupause_reminders_total', { stufe: String(stufe) }),
    nichtGesagt: (art, grund) => meter.count('blaupause_deadline_messages_untold_total', { art, grund }),
    gelaufen: (zeit) => meter.set('blaupause_deadline_run_timestamp_seconds', {}, zeit.getTime() / 1000),
  };
}

function publishNumbers(meter: Meter, context: Pick<GatewayContext, 'ledger' | 'clock' | 'profile'>): void {
  let known: { readonly until: number; readonly numbers: Fristzahlen } | undefined;
  const read = async (): Promise<Fristzahlen> => {
    const now = performance.now();
    if (known !== undefined && known.until > now) return known.numbers;
    const heute = legalDay(context.clock.now());
    const numbers = await fristzahlen(context.ledger.pool, heute, context.profile.gateway.fristen.warnung);
    known = { until: now + SAME_NUMBERS_MS, numbers };
    return numbers;
  };
  meter.reading({
    quelle: 'deadlines',
    metrics: ['blaupause_cases_at_risk', 'blaupause_requests_overdue', 'blaupause_cases_to_read_anew'],
    read: async () => {
      const { abgelaufen, gefaehrdet, ueberfaellig, veraltet } = await read();
      meter.set('blaupause_cases_at_risk', { tage: 'abgelaufen' }, abgelaufen);
      for (const [tage, count] of gefaehrdet) meter.set('blaupause_cases_at_risk', { tage: String(tage) }, count);
      meter.set('blaupause_requests_overdue', {}, ueberfaellig);
      meter.set('blaupause_cases_to_read_anew', {}, veraltet);
    },
  });
}
