import type { FastifyInstance } from 'fastify';
import { MEDIA_TYPE } from '../../envelope/index.ts';
import { fault, isUuid } from '../../platform/index.ts';
import { reached } from '../../platform/steps.ts';
import { authorities, sendRefusal } from '../app-parts.ts';
import type { Bounds } from '../bounds.ts';
import type { GatewayContext } from '../context.ts';
import { goneWith, holdBody, holderOf, holdPlace, inTurn } from '../in-flight.ts';
import { intake } from '../intake.ts';
import { shownVerdicts } from '../verdicts.ts';

const HTTP_STATUS = { angenommen: 202, wiederholt: 200 } as const;

/** `POST /v1/sendungen` and the Laufzettel of a Sendung. */
export function registerSendungen(app: FastifyInstance, context: GatewayContext, bounds: Bounds): void {
  app.post(
    '/v1/sendungen',
    {
      onRequest: [
        ...authorities(app, context),
        async (request) => {
          if (request.headers['content-encoding'] !== undefined) throw fault('LIMIT_CONTENT_ENCODING');
        },
        holdPlace(bounds.places),
        holdBody(bounds.bodies, context.settings.maxBytes),
      ],
      schema: {
        summary: 'Hand in a Sendung',
        description:
          'Checks the Sendung, makes it durable and answers with the signed receipt. The same bytes always get the same receipt.',
        tags: ['Sendungen'],
        consumes: [MEDIA_TYPE],
        produces: [MEDIA_TYPE],
        security: [{ clientCertificate: [] }],
        response: {
          202: { description: 'accepted: signed receipt (quittung)', type: 'string' },
          200: { description: 'the same Sendung again: the stored receipt', type: 'string' },
          ...Object.fromEntries(
            [400, 401, 403, 408, 409, 413, 415, 422, 429, 503].map((status) => [
              status,
              { description: 'refused: signed rueckweisung with code, place and remedy', type: 'string' },
            ]),
          ),
        },
      },
      serializerCompiler: () => (data) => data as string,
    },
    async (request, reply) => {
      const { body: bytes } = request;
      if (!Buffer.isBuffer(bytes)) throw fault('LIMIT_EMPTY');
      const client = request.client ?? { fault: fault('IDENT_NO_CERTIFICATE') };
      const shares = bytes.length < context.settings.checkThreadsFrom ? bounds.small : bounds.large;
      // what waits for the store takes no processor: its turn is over, and many may wait together
      const take = (onSigned: () => void) => intake(context, { bytes, client, kennung: request.id, onSigned });
      const result = await shares.run(holderOf(request), take, goneWith(reply));
      reached('receipt.answered', { kennung: request.id });
      if (result.outcome === 'abgewiesen') return sendRefusal(reply, result.error, result.antwort);
      return reply
        .status(HTTP_STATUS[result.outcome])
        .type(`${MEDIA_TYPE}; charset=utf-8`)
        .header('cache-control', 'no-store')
        .send(result.antwort);
    },
  );

  app.get<{ Params: { uuid: string } }>(
    '/v1/sendungen/:uuid/laufzettel',
    {
      onRequest: authorities(app, context),
      schema: {
        summary: 'Laufzettel: what happened to a Sendung',
        tags: ['Sendungen'],
        security: [{ clientCertificate: [] }],
        params: { type: 'object', properties: { uuid: { type: 'string', format: 'uuid' } } },
      },
    },
    inTurn(bounds.reads, async (request) => laufzettelFor(context, holderOf(request), request.params.uuid)),
  );
}

/** What a party of a Sendung, or who acts for one, may know of its way. @throws NOT_FOUND */
async function laufzettelFor({ ledger, directory }: GatewayContext, self: string, uuid: string): Promise<object> {
  const stored = isUuid(uuid) ? await ledger.findByUuid(uuid.toLowerCase()) : undefined;
  const involved =
    stored !== undefined &&
    [stored.absender, stored.empfaenger].some((party) => directory.mayActFor(self, party, stored.nachrichtentyp));
  if (stored === undefined || !involved) throw fault('NOT_FOUND'); // a stranger learns nothing, not even that it exists
  return {
    uuid: stored.uuid,
    nachrichtentyp: stored.nachrichtentyp,
    absender: stored.absender,
    empfaenger: stored.empfaenger,
    sha256: stored.sha256.toString('hex'),
    eingegangen: stored.eingegangen,
    status: stored.status,
    pruefungen: shownVerdicts(stored.pruefungen),
    ereignisse: await ledger.laufzettel(stored.uuid),
  };
}
