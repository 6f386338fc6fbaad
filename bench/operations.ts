import { arrivalOf } from './arrival.ts';
import { inParallel, type Task } from './measure.ts';
import type { Recipe } from './primitives.ts';
import { sideBySide } from './primitives.ts';
import { type Served, WIDTH, type World } from './world.ts';

/** A line of the table: what is timed, and what it cannot be faster than. */
export interface Operation {
  readonly task: Task;
  readonly recipe: Recipe;
  /** other processes do a part of it, so that this one's processor time says little */
  readonly elsewhere?: boolean;
}

/** Both signatures, both digests, both encrypted keys of a message that one reader and the gateway can open. */
const SEAL: Recipe = {
  'parse content': 1,
  'C14N of content': 1,
  'SHA-256 of content': 2,
  'content key wrap': 2,
  'AES-GCM encrypt': 1,
  'parse Sendung': 1,
  'C14N of Sendung': 1,
  'SHA-256 of Sendung': 1,
  'signature make': 2,
};

/**
 * From received bytes to a validated message: what reader and gateway have in common. The content is read once, because
 * this library seals it in canonical form.
 */
const CHECKS: Recipe = {
  'SHA-256 of Sendung': 1,
  'precheck Sendung': 1,
  'parse Sendung': 1,
  'XSD of Sendung': 1,
  'C14N of Sendung': 1,
  'signature verify': 2,
  'content key unwrap': 1,
  'AES-GCM decrypt': 1,
  'precheck content': 1,
  'parse content': 1,
  'XSD of content': 1,
  'C14N of content': 1,
  'SHA-256 of content': 1,
  'C14N of message': 1,
  'parse message': 1,
  'XSD of message': 1,
  'rules of message': 1,
};

/** The digest of the bytes as received comes on top. */
const INTAKE: Recipe = { ...CHECKS, 'SHA-256 of Sendung': 2, 'signature make': 1 };
/** Known bytes? Known UUID? Earlier messages of the case? Then the one durable write. */
const STORE: Recipe = { 'PostgreSQL select': 3, 'PostgreSQL insert': 1 };
const STORE_WIDE: Recipe = { [`PostgreSQL select ×${WIDTH}`]: 3, [`PostgreSQL insert ×${WIDTH}`]: 1 };

/** The gateway's checks alone, here and now: from bytes to report. */
async function check({ gateway }: World, bytes: Buffer): Promise<void> {
  const { checks, profile } = gateway.context;
  const { validate } = await checks.run({ bytes, eingegangen: new Date(), gateway: profile.gateway }, '');
  if (validate === undefined || 'fault' in validate) throw new Error('not accepted');
}

/** Sealing, checking, opening and taking in, each with its recipe. */
export function operations(world: World, sealed: Buffer, served: Served, bare: Served): Operation[] {
  const { stock, gateway, reader } = world;
  const prepare = (count: number) => stock.fill(count);
  const most = 400;
  const take = () => arrivalOf(world, stock.take());
  const client = world.client(served.url);
  const bareClient = world.client(bare.url);
  return [
    { task: { name: 'seal', run: (count) => inParallel(count, 1, () => stock.seal()) }, recipe: SEAL },
    { task: { name: 'check', run: (count) => inParallel(count, 1, () => check(world, sealed)) }, recipe: CHECKS },
    {
      task: { name: 'open', run: (count) => inParallel(count, 1, () => reader.open(sealed)) },
      recipe: { ...CHECKS, 'map to object': 1 },
    },
    {
      task: { name: 'intake', prepare, most, run: (count) => inParallel(count, 1, () => take()(gateway.context)) },
      recipe: { ...INTAKE, ...STORE },
    },
    {
      task: {
        name: `intake ×${WIDTH}`,
        prepare,
        most,
        least: 4 * WIDTH,
        run: (count) => inParallel(count, WIDTH, () => take()(gateway.context)),
      },
      recipe: { ...INTAKE, ...STORE_WIDE },
    },
    {
      task: {
        name: `intake over HTTPS ×${WIDTH}`,
        prepare,
        most,
        least: 4 * WIDTH,
        run: (count) =>
          inParallel(count, WIDTH, async () => {
            const { status } = await client.call('POST', '/v1/sendungen', stock.take().bytes);
            if (status !== 202) throw new Error(`HTTP ${status}`);
          }),
      },
      recipe: { ...INTAKE, ...STORE_WIDE, [`Fastify POST ×${WIDTH}`]: 1 },
      elsewhere: true,
    },
    {
      task: sideBySide(`Fastify POST ×${WIDTH}`, () => bareClient.call('POST', '/', sealed)),
      recipe: {},
    },
  ];
}
