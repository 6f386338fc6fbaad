import { eventEvidence, type Ledger } from '../ledger/index.ts';
import { asFault, BlaupauseError } from '../platform/errors.ts';
import { sha256Hex } from '../platform/ids.ts';
import { reached } from '../platform/steps.ts';
import { makeLeaf } from '../transparency/index.ts';
import type { DeliveryJob } from './job.ts';

/** How a recipient gets its post: laid in its mailbox, or pushed to its endpoint. */
export type Way = { readonly way: 'postfach' } | { readonly way: 'push'; readonly endpoint: string };

/** Asks the directory how a recipient gets its post. @throws a catalogue error if the recipient is unknown */
export type WayTo = (empfaenger: string) => Way | Promise<Way>;

/** The reader's signed acknowledgement, verified for these bytes, or the pause that it asks for, in milliseconds. */
export type Pushed = { readonly acknowledgement: Buffer } | { readonly pauseMs: number };

/**
 * Pushes the bytes of a Sendung over mutual TLS. Everything but an acknowledgement or a pause is a rejection:
 * DELIVERY_REFUSED where the reader will not have this Sendung, anything else where it does not take its post. Must stop
 * when the signal aborts.
 */
export type Push = (
  endpoint: string,
  bytes: Buffer,
  signal: AbortSignal,
  sendung: { readonly uuid: string; readonly empfaenger: string },
) => Promise<Pushed>;

export interface DeliveryContext {
  readonly ledger: Pick<Ledger, 'findByUuid' | 'content' | 'bereitstellen' | 'zugestellt'>;
  readonly push: Push;
  /** how long a recipient may take, in milliseconds */
  readonly timeoutMs: number;
  /** aborts when the process ends */
  readonly closing: AbortSignal;
}

/**
 * How an attempt ended: `delivered` now or before; `busy` if the recipient asks for a pause; `refused` if it will not
 * have this Sendung; `failed` by its fault; `hopeless` if no further attempt can help; `interrupted` by our own end or a
 * store that is away.
 */
export type Attempt =
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'busy'; readonly pauseMs: number }
  | { readonly outcome: 'failed' | 'refused' | 'hopeless' | 'interrupted'; readonly code: string };

const DELIVERED: Attempt = { outcome: 'delivered' };

const pushed = async (
  { push, timeoutMs, closing }: DeliveryContext,
  endpoint: string,
  bytes: Buffer,
  sendung: { readonly uuid: string; readonly empfaenger: string },
): Promise<Buffer | Attempt> => {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([timeout, closing]);
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    // a push that does not heed its signal must not hold the job
    const answer = await Promise.race([push(endpoint, bytes, signal, sendung), aborted]);
    return 'pauseMs' in answer ? { outcome: 'busy', pauseMs: answer.pauseMs } : answer.acknowledgement;
  } catch (error) {
    if (closing.aborted) return { outcome: 'interrupted', code: 'DELIVERY_FAILED' };
    const code = error instanceof BlaupauseError ? error.code : 'DELIVERY_FAILED';
    return { outcome: code === 'DELIVERY_REFUSED' ? 'refused' : 'failed', code };
  } finally {
    signal.removeEventListener('abort', abort);
  }
};

const attempt = async (context: DeliveryContext, job: DeliveryJob, way: Way): Promise<Attempt> => {
  const { ledger } = context;
  const sendung = await ledger.content(job.uuid);
  if (!sendung) {
    const known = await ledger.findByUuid(job.uuid);
    return known?.status === 'wartet' ? { outcome: 'hopeless', code: 'NOT_FOUND' } : DELIVERED;
  }
  if (sendung.status !== 'wartet') return DELIVERED;
  reached('delivery.loaded', { uuid: job.uuid });
  // content comes from the store, the hash from the outbox: what left the sender is what reaches the reader
  if (sha256Hex(sendung.bytes) !== job.sha256) return { outcome: 'hopeless', code: 'INTERNAL' };
  const leafOf = (ereignis: string, acknowledgement?: Buffer) =>
    makeLeaf({
      ereignis,
      uuid: job.uuid,
      sha256: sendung.sha256,
      zeit: new Date(),
      beleg: eventEvidence(undefined, acknowledgement && sha256Hex(acknowledgement)),
    });
  if (way.way === 'postfach') {
    await ledger.bereitstellen(job.uuid, leafOf('bereitgestellt'));
    return DELIVERED;
  }
  const result = await pushed(context, way.endpoint, sendung.bytes, sendung);
  if (!Buffer.isBuffer(result)) return result;
  reached('delivery.pushed', { uuid: job.uuid });
  await ledger.zugestellt(job.uuid, result, leafOf('zugestellt', result));
  return DELIVERED;
};

/**
 * Delivers one Sendung. Harmless if run twice: what is no longer waiting is not sent again, and a reader that gets
 * the same bytes again answers with the same acknowledgement.
 */
export const deliver = async (context: DeliveryContext, job: DeliveryJob, way: Way): Promise<Attempt> => {
  try {
    return await attempt(context, job, way);
  } catch (error) {
    const { code } = asFault(error);
    return code === 'STORE_UNAVAILABLE' ? { outcome: 'interrupted', code } : { outcome: 'failed', code };
  }
};
