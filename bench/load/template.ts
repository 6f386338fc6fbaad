import { createHash } from 'node:crypto';
import { build, readHeader, sample } from '../../src/standard/index.ts';

/** A message that is sealed again and again, each time with UUIDs of its own. */
export interface Template {
  readonly typ: string;
  readonly standard: string;
  readonly absender: string;
  readonly empfaenger: string;
  readonly uuid: string;
  readonly vorgangsUUID: string;
  /** the XÖV message */
  readonly text: string;
  readonly anlagen: readonly {
    readonly id?: string;
    readonly name: string;
    readonly mediaType: string;
    readonly base64: string;
  }[];
}

/** Messages of one case in the order in which they are sent. */
export interface CaseTemplate {
  readonly name: string;
  readonly steps: readonly Template[];
}

const UUIDS = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;

/** What a run draws its cases from, each as often as its weight says. */
export type Mix = readonly { readonly weight: number; readonly one: CaseTemplate }[];

/** Bytes of the plaintext beside the attachment's base64: signature and certificate. */
const AROUND = 3_000;

/**
 * The message of the benchmarks: the Bußgeldbehörde asks the police for the driver (1120), one message a case.
 *
 * @param contentBytes size that content with signature and attachment comes to, about
 */
export function ersuchen(contentBytes: number): CaseTemplate {
  const message = Buffer.from(build(sample('fahrerermittlung.ersuchen.1120')));
  const header = readHeader(message);
  const missing = Math.max(0, Math.round(((contentBytes - message.length - AROUND) * 3) / 4));
  const noise = Buffer.alloc(missing);
  for (let at = 0, block = Buffer.from('beweisfoto'); at < missing; at += block.length) {
    block = createHash('sha256').update(block).digest();
    block.copy(noise, at);
  }
  const anlagen =
    missing === 0 ? [] : [{ name: 'beweisfoto.jpg', mediaType: 'image/jpeg', base64: noise.toString('base64') }];
  const step: Template = {
    typ: header.typ,
    standard: header.namespace,
    absender: header.autor.kennung,
    empfaenger: header.leser.kennung,
    uuid: header.uuid,
    vorgangsUUID: header.vorgang?.vorgangsUUID ?? header.uuid,
    text: message.toString('utf8'),
    anlagen,
  };
  return { name: 'ersuchen', steps: [step] };
}

/**
 * UUID (form of version 4) of a message of a run, or of its case: every process of a run computes the same one.
 *
 * @param nonce random text of the run, so that no run repeats another one's UUIDs
 */
export function uuidOf(nonce: string, serial: number, step: number | 'vorgang'): string {
  const hash = createHash('sha256').update(`${nonce}/${serial}/${step}`).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x40, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** UUID of the case in the header of a message of a run; a message of no case counts as its own. */
export const vorgangOf = ({ uuid, vorgangsUUID }: Template, nonce: string, serial: number, step: number): string =>
  uuidOf(nonce, serial, vorgangsUUID.toLowerCase() === uuid.toLowerCase() ? step : 'vorgang');

/** Text of a step with the UUIDs of one case of a run in the place of those that were recorded. */
export function textOf(one: CaseTemplate, step: number, nonce: string, serial: number): string {
  const names = new Map<string, string>();
  for (const [at, template] of one.steps.entries()) {
    names.set(template.vorgangsUUID.toLowerCase(), vorgangOf(template, nonce, serial, at));
    names.set(template.uuid.toLowerCase(), uuidOf(nonce, serial, at));
  }
  const text = one.steps[step]?.text ?? '';
  return text.replace(UUIDS, (found) => names.get(found.toLowerCase()) ?? found);
}
