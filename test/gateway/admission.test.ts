import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKeyStore, TrustStore } from '../../src/crypto/index.ts';
import { Directory } from '../../src/directory/index.ts';
import { Reception } from '../../src/gateway/admission.ts';
import { type CheckKit, checkSendung } from '../../src/gateway/checks/check.ts';
import { type CheckReport, outcomeOf } from '../../src/gateway/checks/index.ts';
import type { GatewayContext } from '../../src/gateway/context.ts';
import { asFault, fault } from '../../src/platform/errors.ts';
import { sha256 } from '../../src/platform/ids.ts';
import { loadSettings } from '../../src/platform/index.ts';
import { Validator } from '../../src/standard/index.ts';
import { envelopeLimits } from '../../src/xml/index.ts';
import { edit, type Forgery, forge } from '../support/forge.ts';
import { BGB, GATEWAY, KBA, POLIZEI, writeInstallation } from '../support/profile.ts';

const dir = mkdtempSync(join(tmpdir(), 'blaupause-annahme-'));
let pkiDir = '';
let kit: CheckKit;
let context: Pick<GatewayContext, 'directory' | 'profile' | 'settings' | 'ledger'>;
/** how often a private key was asked for */
let decryptions = 0;
/** what the ledger knows of every UUID */
let known: { sha256: Buffer; quittung: Buffer } | undefined;

beforeAll(async () => {
  const files = await writeInstallation(dir);
  pkiDir = files.pkiDir;
  const directory = Directory.load(pkiDir, files.profile, {});
  const { encryption } = loadKeyStore(pkiDir, GATEWAY);
  const limits = { ...envelopeLimits, maxBytes: 50_000_000, maxTextLength: 50_000_000 };
  const keys = {
    get encryption() {
      decryptions += 1;
      return encryption;
    },
    former: [],
  };
  kit = { limits, trust: TrustStore.fromFolder(pkiDir), validator: new Validator(), keys };
  context = {
    directory,
    profile: directory.profile,
    settings: loadSettings({}, undefined, { profile: files.profile, pkiDir }),
    ledger: { findByUuid: async () => known } as unknown as GatewayContext['ledger'],
  };
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const gateway = { schluessel: GATEWAY, inhaltspruefung: 'pflicht' } as const;

/** Checks as the intake does, for whoever holds the connection. */
async function receive(bytes: Buffer, client = BGB): Promise<{ report: CheckReport; reception: Reception }> {
  decryptions = 0;
  const authority = context.directory.get(client);
  if (authority === undefined) throw new Error(client);
  const eingegangen = new Date();
  const newcomer = { hash: sha256(bytes), eingegangen, client: { authority }, authority, kennung: 'k' };
  const reception = new Reception(context as GatewayContext, newcomer);
  return { report: await checkSendung(kit, { bytes, eingegangen, gateway }, reception), reception };
}

const codeOf = ({ shape, verify, open, validate }: CheckReport): string => {
  try {
    for (const stage of [shape, verify, open, validate]) outcomeOf<unknown>(stage);
    return 'angenommen';
  } catch (error) {
    return asFault(error).code;
  }
};

/** A content that does not decrypt: whoever gets as far as that says OPEN_DECRYPT. */
const undecryptable = (xml: string): string =>
  edit(
    xml,
    /(?<=<xenc:CipherValue>)[^<]{40}(?=[^<]*<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>$)/,
    () => 'A'.repeat(40),
  );
const broken: Forgery = { encrypted: undecryptable };

describe('who is refused for what is asked of directory and ledger', () => {
  it.each([
    ['somebody else’s envelope', 'IDENT_SENDER', broken, KBA],
    ['a type that the sender may not send', 'BIND_SENDER_SERVICE', { ...broken, kopf: { absender: KBA } }, KBA],
    ['a recipient that nobody knows', 'BIND_RECIPIENT', { ...broken, kopf: { empfaenger: 'pol:999999990001' } }, BGB],
    ['outside the window of time', 'BIND_WINDOW', { ...broken, kopf: { erstellt: new Date(0) } }, BGB],
    ['no key for the recipient', 'OPEN_NOT_READER', { ...broken, readers: [GATEWAY] }, BGB],
  ] as const)('does not cost decryption: %s', async (_, code, forgery: Forgery, client) => {
    const author = loadKeyStore(pkiDir, forgery.kopf?.absender ?? BGB).signature;
    const readers = forgery.readers ?? [POLIZEI, GATEWAY];
    const { report } = await receive(forge(pkiDir, { ...forgery, author, readers }).bytes, client);
    expect({ code: codeOf(report), decryptions }).toEqual({ code, decryptions: 0 });
  });

  it('does not cost decryption: a UUID that is known with other bytes, and one that is known with these', async () => {
    const { bytes } = forge(pkiDir, broken);
    known = { sha256: sha256('andere'), quittung: Buffer.from('Quittung') };
    const other = await receive(bytes);
    expect({ code: codeOf(other.report), decryptions }).toEqual({ code: 'DUPLICATE_UUID', decryptions: 0 });
    known = { sha256: sha256(bytes), quittung: Buffer.from('Quittung') };
    const { report, reception } = await receive(bytes);
    known = undefined;
    expect(reception.earlier?.toString()).toBe('Quittung');
    expect(report.open).toBeUndefined();
    expect(decryptions).toBe(0);
  });

  it('is told the fault that comes first in the order of the steps', async () => {
    const wrongSignature = (bytes: Buffer): Buffer =>
      Buffer.from(
        edit(bytes.toString(), /(?<=<ds:SignatureValue>)[^<]{8}/, (value) =>
          value === 'AAAAAAAA' ? 'BBBBBBBB' : 'AAAAAAAA',
        ),
      );
    known = { sha256: sha256('andere'), quittung: Buffer.alloc(0) };
    const order = [
      { bytes: wrongSignature(forge(pkiDir, { ...broken, kopf: { erstellt: new Date(0) } }).bytes), client: KBA },
      { bytes: wrongSignature(forge(pkiDir, { ...broken, kopf: { erstellt: new Date(0) } }).bytes), client: BGB },
      { bytes: forge(pkiDir, { ...broken, readers: [GATEWAY], kopf: { erstellt: new Date(0) } }).bytes, client: BGB },
      { bytes: forge(pkiDir, { ...broken, readers: [GATEWAY] }).bytes, client: BGB },
    ];
    const codes: string[] = [];
    for (const { bytes, client } of order) codes.push(codeOf((await receive(bytes, client)).report));
    known = undefined;
    codes.push(codeOf((await receive(forge(pkiDir, { ...broken, readers: [GATEWAY] }).bytes)).report));
    codes.push(codeOf((await receive(forge(pkiDir, broken).bytes)).report));
    codes.push(codeOf((await receive(forge(pkiDir).bytes)).report));
    expect(codes).toEqual([
      'IDENT_SENDER',
      'VERIFY_SIGNATURE',
      'BIND_WINDOW',
      'DUPLICATE_UUID',
      'OPEN_NOT_READER',
      'OPEN_DECRYPT',
      'angenommen',
    ]);
  });

  it('costs a fraction of what an accepted Sendung does', async () => {
    const anlagen = [{ name: 'bild.pdf', mediaType: 'application/pdf', bytes: Buffer.alloc(400_000, 7) }];
    const cost = async (client: string, expected: string): Promise<number> => {
      const times: number[] = [];
      for (let round = 0; round < 7; round += 1) {
        const { bytes } = forge(pkiDir, { anlagen });
        const before = process.cpuUsage();
        const { report } = await receive(bytes, client);
        const { user, system } = process.cpuUsage(before);
        expect(codeOf(report)).toBe(expected);
        times.push(user + system);
      }
      // what a collector takes falls into single rounds
      return Math.min(...times);
    };
    const good = await cost(BGB, 'angenommen');
    expect((await cost(KBA, 'IDENT_SENDER')) / good).toBeLessThan(0.6);
  });

  it('a fault of the ledger stays what it is', async () => {
    const away = {
      findByUuid: () => Promise.reject(fault('STORE_UNAVAILABLE')),
    } as unknown as GatewayContext['ledger'];
    const before = context;
    context = { ...context, ledger: away };
    const { report } = await receive(forge(pkiDir).bytes);
    context = before;
    expect(codeOf(report)).toBe('STORE_UNAVAILABLE');
  });
});
