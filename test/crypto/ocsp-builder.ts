import { createHash, type KeyObject, sign } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BitString, Constructed, Enumerated, GeneralizedTime, Null, OctetString, Primitive, Sequence } from 'asn1js';
import {
  AlgorithmIdentifier,
  BasicOCSPResponse,
  type CertID,
  Certificate,
  Extension,
  OCSPRequest,
  OCSPResponse,
  ResponseBytes,
  ResponseData,
  SingleResponse,
} from 'pkijs';
import { type CertificateRequest, writeCertificate } from '../../src/profile/pki/x509-write.ts';
import { type Authority, days, ec, type Keys, subject } from './pki-builder.ts';

const exact = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** Somebody who signs OCSP responses. */
export interface Responder {
  readonly key: KeyObject;
  readonly der: Buffer;
}

/** A responder's certificate; any part can be overridden. */
export const delegate = (
  issuer: Authority,
  overrides: Partial<CertificateRequest> = {},
  keys: Keys = ec(),
): Responder => ({
  key: keys.privateKey,
  der: writeCertificate({
    subject: subject('OCSP-Auskunft'),
    publicKey: keys.publicKey,
    issuer,
    notBefore: days(-1),
    notAfter: days(90),
    keyUsage: ['digitalSignature'],
    extKeyUsage: ['1.3.6.1.5.5.7.3.9'],
    extensions: [new Extension({ extnID: '1.3.6.1.5.5.7.48.1.5', critical: false, extnValue: new Null().toBER() })],
    ...overrides,
  }),
});

export interface AnswerOptions {
  readonly status?: 'good' | 'revoked' | 'unknown';
  readonly thisUpdate?: Date;
  /** null: none */
  readonly nextUpdate?: Date | null;
  /** the request's if left out, null: none */
  readonly nonce?: Buffer | null;
  /** whether the signer's certificate is enclosed */
  readonly enclose?: boolean;
  readonly changeId?: (id: CertID) => CertID;
}

const statusBlock = (status: AnswerOptions['status'] = 'good') => {
  const idBlock = (tagNumber: number) => ({ tagClass: 3, tagNumber });
  if (status === 'revoked')
    return new Constructed({ idBlock: idBlock(1), value: [new GeneralizedTime({ valueDate: days(-2) })] });
  return new Primitive({ idBlock: idBlock(status === 'good' ? 0 : 2) });
};

/** The DER of a response to the DER of a request, as RFC 6960 section 4.2 writes it. */
export const answer = (request: Uint8Array, responder: Responder, options: AnswerOptions = {}): Buffer => {
  const { tbsRequest } = OCSPRequest.fromBER(exact(request));
  const certID = tbsRequest.requestList[0]?.reqCert;
  if (certID === undefined) throw new Error('no certificate asked for');
  const single = new SingleResponse({
    certID: options.changeId?.(certID) ?? certID,
    certStatus: statusBlock(options.status),
    thisUpdate: options.thisUpdate ?? days(-0.1),
    ...(options.nextUpdate === null ? {} : { nextUpdate: options.nextUpdate ?? days(1) }),
  });
  const asked = tbsRequest.requestExtensions?.[0];
  const nonce =
    options.nonce === undefined
      ? asked
      : (options.nonce ?? undefined) &&
        new Extension({
          extnID: '1.3.6.1.5.5.7.48.1.2',
          critical: false,
          extnValue: new OctetString({ valueHex: exact(options.nonce as Buffer) }).toBER(),
        });
  const certificate = Certificate.fromBER(exact(responder.der));
  const bits = certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView;
  const tbsResponseData = new ResponseData({
    responderID: new OctetString({ valueHex: exact(createHash('sha1').update(bits).digest()) }),
    producedAt: options.thisUpdate ?? days(-0.1),
    responses: [single],
    ...(nonce ? { responseExtensions: [nonce] } : {}),
  });
  tbsResponseData.tbsView = new Uint8Array(tbsResponseData.toSchema(true).toBER());
  const signature = sign('sha256', tbsResponseData.tbsView, { key: responder.key, dsaEncoding: 'der' });
  const basic = new BasicOCSPResponse({
    tbsResponseData,
    signatureAlgorithm: new AlgorithmIdentifier({ algorithmId: '1.2.840.10045.4.3.2' }),
    signature: new BitString({ valueHex: exact(signature) }),
    ...(options.enclose === false ? {} : { certs: [certificate] }),
  });
  const outer = new OCSPResponse({
    responseStatus: new Enumerated({ value: 0 }),
    responseBytes: new ResponseBytes({
      responseType: '1.3.6.1.5.5.7.48.1.1',
      response: new OctetString({ valueHex: basic.toSchema().toBER() }),
    }),
  });
  return Buffer.from(outer.toSchema().toBER());
};

/** "tryLater": a response without an answer. */
export const refusal = (): Buffer => Buffer.from(new Sequence({ value: [new Enumerated({ value: 3 })] }).toBER());

export interface RunningResponder {
  readonly url: string;
  /** how many requests came */
  readonly asked: () => number;
  close(): Promise<void>;
}

/** A responder on this machine that answers as told. */
export const serve = async (
  respond: (request: Buffer, ...rest: Parameters<RequestListener>) => Buffer | undefined,
): Promise<RunningResponder> => {
  let count = 0;
  const server: Server = createServer((request, response) => {
    count += 1;
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = respond(Buffer.concat(parts), request, response);
      if (body) response.writeHead(200, { 'content-type': 'application/ocsp-response' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
