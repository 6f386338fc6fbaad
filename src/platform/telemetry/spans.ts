import { createHash } from 'node:crypto';
import type { Journey } from './journeys.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** A span as OpenTelemetry knows it, before it is one. Times in milliseconds since 1970. */
export interface PlannedSpan {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
}

/** A way of a message as a span with its steps as children. */
export interface PlannedTrace extends PlannedSpan {
  /** 32 hexadecimal digits: the UUID of the message, or that of the request where no message was recognised */
  readonly traceId: string;
  /** given where this is the first span of the trace, the acceptance at the gateway */
  readonly spanId?: string;
  /** the span under which it hangs; made by another process perhaps */
  readonly parentId?: string;
  readonly outcome: Outcome;
  readonly failed: boolean;
  /** references and codes, never content */
  readonly attributes: Readonly<Record<string, string>>;
  readonly steps: readonly PlannedSpan[];
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NIL = '0'.repeat(32);

/** A UUID as the id of a trace: both have 16 bytes, so that no process has to tell another one. */
export function traceIdOf(uuid: string | undefined): string | undefined {
  const lower = uuid?.toLowerCase() ?? '';
  const id = lower.replaceAll('-', '');
  return UUID.test(lower) && id !== NIL ? id : undefined;
}

/** Id of the first span of a message's trace, the same in every process: it follows from the UUID. */
export const rootSpanId = (traceId: string): string =>
  createHash('sha256').update(`blaupause span ${traceId}`).digest('hex').slice(0, 16);

const FAILED: ReadonlySet<Outcome> = new Set(['abgewiesen', 'gescheitert', 'unzustellbar', 'abgebrochen']);

/** The span of a way, undefined for one that belongs to no message and no request. */
export function planOf(journey: Journey): PlannedTrace | undefined {
  const { way, uuid, kennung, empfaenger, code, steps, epoch } = journey;
  const ofMessage = traceIdOf(uuid);
  // what was refused before anybody knew its UUID is found by its request; a look into a mailbox is no message's way
  const traceId = ofMessage ?? (way === 'intake' ? traceIdOf(kennung) : undefined);
  const [first] = steps;
  const last = steps.at(-1);
  if (traceId === undefined || first === undefined || last === undefined) return undefined;
  const outcome = outcomeOf(journey);
  // a recipient with a backlog puts each of its messages off again and again
  if (outcome === 'zurückgestellt' && steps.length === 1) return undefined;
  const attributes = { uuid, kennung, empfaenger, code, ausgang: outcome };
  return {
    name: way,
    traceId,
    // a message is accepted once; whatever else happens to it hangs under its acceptance
    ...(outcome === 'angenommen' ? { spanId: rootSpanId(traceId) } : {}),
    ...(outcome === 'angenommen' || ofMessage === undefined ? {} : { parentId: rootSpanId(traceId) }),
    begin: epoch + first.at,
    end: epoch + last.at,
    outcome,
    failed: FAILED.has(outcome),
    attributes: Object.fromEntries(
      Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [[`blaupause.${key}`, value]])),
    ),
    steps: steps.slice(1).map(({ step, at }, index) => ({
      name: step,
      begin: epoch + (steps[index]?.at ?? at),
      end: epoch + at,
    })),
  };
}
