import type { Registry } from 'prom-client';
import { Counter, Gauge } from 'prom-client';
import { type Fristzahlen, fristzahlen } from '../../ledger/index.ts';
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
export function fristmelder(
  registry: Registry,
  context: Pick<GatewayContext, 'ledger' | 'clock' | 'profile'>,
): Fristmelder {
  const registers = [registry];
  const warnings = new Counter({
    name: 'blaupause_limitation_warnings_total',
    help: 'Warnings (4030) of the end of limitation sent, by stage in days',
    labelNames: ['stufe'],
    registers,
  });
  const reminders = new Counter({
    name: 'blaupause_reminders_total',
    help: 'Reminders (0040) of requests sent, by stage in per cent of the answer period',
    labelNames: ['stufe'],
    registers,
  });
  const untold = new Counter({
    name: 'blaupause_deadline_messages_untold_total',
    help: 'Warnings and reminders that their reader cannot take or that were refused, by reason',
    labelNames: ['art', 'grund'],
    registers,
  });
  const last = new Gauge({
    name: 'blaupause_deadline_run_timestamp_seconds',
    help: 'When this process last completed a run of warnings and reminders, or found another one at it',
    registers,
  });
  publishNumbers(registry, context);
  return {
    gewarnt: (stufe) => warnings.inc({ stufe: String(stufe) }),
    erinnert: (stufe) => reminders.inc({ stufe: String(stufe) }),
    nichtGesagt: (art, grund) => untold.inc({ art, grund }),
    gelaufen: (zeit) => last.set(zeit.getTime() / 1000),
  };
}

function publishNumbers(registry: Registry, context: Pick<GatewayContext, 'ledger' | 'clock' | 'profile'>): void {
  let known: { readonly until: number; readonly numbers: Promise<Fristzahlen | undefined> } | undefined;
  const read = (): Promise<Fristzahlen | undefined> => {
    const now = performance.now();
    if (known !== undefined && known.until > now) return known.numbers;
    const heute = legalDay(context.clock.now());
    const numbers = fristzahlen(context.ledger.pool, heute, context.profile.gateway.fristen.warnung).catch(
      () => undefined,
    );
    known = { until: now + SAME_NUMBERS_MS, numbers };
    return numbers;
  };
  new Gauge({
    name: 'blaupause_cases_at_risk',
    help: 'Cases by days left until limitation ends: at most so many, and more than the next smaller stage; abgelaufen: ended within the last 30 days',
    labelNames: ['tage'],
    registers: [registry],
    async collect() {
      const numbers = await read();
      this.reset();
      if (numbers === undefined) return; // without the store no number is better than an old one
      this.set({ tage: 'abgelaufen' }, numbers.abgelaufen);
      for (const [tage, count] of numbers.gefaehrdet) this.set({ tage: String(tage) }, count);
    },
  });
  const single = (name: string, help: string, of: (numbers: Fristzahlen) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const numbers = await read();
        this.reset();
        if (numbers !== undefined) this.set(of(numbers));
      },
    });
  single(
    'blaupause_requests_overdue',
    'Requests past the last day for their answer',
    (numbers) => numbers.ueberfaellig,
  );
  single(
    'blaupause_cases_to_read_anew',
    'Cases whose watch has to be read from their messages again',
    (numbers) => numbers.veraltet,
  );
}
