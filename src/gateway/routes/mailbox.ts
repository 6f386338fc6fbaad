import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MEDIA_TYPE, openAcknowledgement } from '../../envelope/index.ts';
import { eventEvidence, type OutboxStatus } from '../../ledger/index.ts';
import { fault, isUuid, sha256Hex } from '../../platform/index.ts';
import { reached } from '../../platform/steps.ts';
import { makeLeaf } from '../../transparency/index.ts';
import { authorities } from '../app-parts.ts';
import type { Bounds } from '../bounds.ts';
import type { GatewayContext } from '../context.ts';
import { goneWith, holdAnswer, holdBody, holderOf, holdPlace, inTurn } from '../in-flight.ts';
import { LIMITS } from '../limits.ts';

const XML = `${MEDIA_TYPE}; charset=utf-8`;

/** Longest wait of a mailbox request in seconds. */
const LONGEST_WAIT = 60;
const PAGE = 100;
/** Largest acknowledgement in bytes. */
const LARGEST_ABHOLUNG = 65_536;

/** The mailbox: list, fetch, and close with the reader's signed acknowledgement. */
export function registerMailbox(app: FastifyInstance, context: GatewayContext, bounds: Bounds): void {
  const { ledger, directory } = context;
  const security = [{ clientCertificate: [] as string[] }];
  const { reads, waits } = bounds;
  app.addHook('preClose', async () => waits.end());

  /** Only the recipient, or who acts for it, sees a Sendung here. */
  const own = <T extends { empfaenger: string; nachrichtentyp: string; status: OutboxStatus }>(
    request: FastifyRequest,
    stored: T | undefined,
  ): T => {
    const may = stored && directory.mayActFor(holderOf(request), stored.empfaenger, stored.nachrichtentyp);
    if (!may) throw fault('NOT_FOUND');
    // its author was told that nobody has it: it must not take effect any more
    if (stored.status === 'zurueckgegeben') throw fault('MAILBOX_RETURNED');
    return stored;
  };

  app.get<{ Querystring: { warten?: number; nach?: string } }>(
    '/v1/postfach',
    {
      onRequest: authorities(app, context),
      schema: {
        summary: 'What lies in the own mailbox, oldest first',
        description:
          'With `warten` the answer comes as soon as something lies there, at the latest after so many seconds.',
        tags: ['Postfach'],
        security,
        querystring: {
          type: 'object',
          properties: {
            warten: { type: 'integer', minimum: 0, maximum: LONGEST_WAIT },
            nach: { type: 'string', format: 'uuid', description: 'last UUID of the page before' },
          },
        },
      },
    },
    async (request, reply) => {
      const schluessel = holderOf(request);
      const { warten = 0, nach } = request.query;
      const page = { limit: PAGE, ...(nach === undefined ? {} : { after: nach }) };
      const gone = goneWith(reply);
      const read = () => reads.run(schluessel, () => ledger.postfach(schluessel, page), gone);
      let sendungen = await read();
      if (sendungen.length === 0 && warten > 0) {
        await waits.hold(schluessel, reply.raw, (signal) => ledger.waitForPost(schluessel, warten * 1000, signal));
        sendungen = await read();
      }
      reached('mailbox.listed', { kennung: request.id });
      return { sendungen };
    },
  );

  app.get<{ Params: { uuid: string } }>(
    '/v1/postfach/:uuid',
    {
      onRequest: authorities(app, context),
      schema: {
        summary: 'Fetch a Sendung: exactly the bytes that the sender handed in',
        tags: ['Postfach'],
        security,
        produces: [MEDIA_TYPE],
      },
    },
    inTurn(
      reads,
      async (request, reply) => {
        const { uuid } = request.params;
        const { groesse } = own(request, isUuid(uuid) ? await ledger.findByUuid(uuid.toLowerCase()) : undefined);
        // the content is in memory from here until the reader has taken it
        const withinMs = LIMITS.answerTimes.value * context.settings.requestTimeoutMs;
        const onLate = () => bounds.closed('answer_time');
        holdAnswer(bounds.answers, { bytes: groesse, withinMs, onLate }, request, reply);
        const stored = own(request, await ledger.content(uuid.toLowerCase()));
        reached('mailbox.fetched', { uuid: stored.uuid, kennung: request.id });
        return stored.bytes;
      },
      (reply, bytes) => reply.type(XML).header('cache-control', 'no-store').send(bytes),
    ),
  );

  app.post<{ Params: { uuid: string } }>(
    '/v1/postfach/:uuid/abholung',
    {
      onRequest: [...authorities(app, context), holdPlace(bounds.places), holdBody(bounds.bodies, LARGEST_ABHOLUNG)],
      bodyLimit: LARGEST_ABHOLUNG,
      schema: {
        summary: 'Close a Sendung with the signed acknowledgement (abholung) of its reader',
        description: 'Idempotent: the first acknowledgement stays and is answered again.',
        tags: ['Postfach'],
        security,
        consumes: [MEDIA_TYPE],
        produces: [MEDIA_TYPE],
      },
    },
    inTurn(
      bounds.small,
      async (request) => {
        const { uuid } = request.params;
        const stored = own(request, isUuid(uuid) ? await ledger.findByUuid(uuid.toLowerCase()) : undefined);
        if (!Buffer.isBuffer(request.body)) throw fault('LIMIT_EMPTY');
        const at = context.clock.now();
        const { acknowledgement, fingerprint } = await openAcknowledgement(request.body, { trust: context.trust, at });
        const signed = directory.bySignatureFingerprint(fingerprint)?.schluessel;
        if (
          acknowledgement.nachrichtenUUID !== stored.uuid ||
          acknowledgement.sha256 !== stored.sha256.toString('hex') ||
          acknowledgement.leser !== stored.empfaenger ||
          signed !== stored.empfaenger
        ) {
          throw fault('ACKNOWLEDGE_MISMATCH');
        }
        reached('mailbox.closing', { uuid: stored.uuid, kennung: request.id });
        const leaf = makeLeaf({
          ereignis: 'abgeholt',
          uuid: stored.uuid,
          sha256: stored.sha256,
          zeit: at,
          beleg: eventEvidence(undefined, sha256Hex(request.body)),
        });
        const { changed, status } = await ledger.abgeholt(stored.uuid, request.body, leaf);
        if (status === 'zurueckgegeben') throw fault('MAILBOX_RETURNED');
        reached('mailbox.closed', { uuid: stored.uuid, kennung: request.id });
        if (changed) context.metrics.delivered('postfach');
        const kept = await ledger.abholung(stored.uuid);
        reached('mailbox.answered', { uuid: stored.uuid, kennung: request.id });
        return kept?.bytes ?? request.body;
      },
      (reply, bytes) => reply.type(XML).send(bytes),
    ),
  );
}
