/** Seals the messages of one pack of a run and writes them to disk; a process of its own for each pack. */
import { readFileSync } from 'node:fs';
import { loadKeyStore } from '../../src/crypto/index.ts';
import { type Kopf, seal } from '../../src/envelope/index.ts';
import { sha256Hex } from '../../src/platform/index.ts';
import { type RunFiles, say, taskOf } from './helpers.ts';
import { PackWriter } from './pack.ts';
import { makePlan } from './plan.ts';
import { type Mix, textOf, uuidOf, vorgangOf } from './template.ts';

/** Task of a sealer. */
export interface SealTask extends RunFiles {
  readonly pack: number;
}

/** A sealed message as the index of its pack has it. */
export interface SealedEntry {
  readonly n: number;
  readonly uuid: string;
  readonly sha256: string;
}

/** How long a Sendung of a run may travel: longer than any run. */
const VALID_MS = 20 * 3_600_000;
const TOLD_EVERY_MS = 500;

const task = await taskOf<SealTask>();
process.once('disconnect', () => process.exit(1));
const mix = JSON.parse(readFileSync(task.mixFile, 'utf8')) as Mix;
const keys = new Map<string, ReturnType<typeof loadKeyStore>>();
const keysOf = (schluessel: string) => {
  const known = keys.get(schluessel) ?? loadKeyStore(task.pkiDir, schluessel);
  keys.set(schluessel, known);
  return known;
};
const readerOf = (schluessel: string) => ({ schluessel, certificate: keysOf(schluessel).encryption.cert });

const writer = new PackWriter(`${task.dir}/pack-${task.pack}`);
let sealed = 0;
let told = performance.now();
for (const { n, serial, kind, step } of makePlan(mix, task.plan)) {
  if (serial % task.packs !== task.pack) continue;
  const one = mix[kind]?.one;
  const template = one?.steps[step];
  if (one === undefined || template === undefined) throw new RangeError('the plan does not fit the mix');
  const uuid = uuidOf(task.nonce, serial, step);
  const erstellt = new Date();
  const kopf: Kopf = {
    nachrichtenUUID: uuid,
    nachrichtentyp: template.typ,
    standard: template.standard,
    absender: template.absender,
    empfaenger: template.empfaenger,
    vorgangsUUID: vorgangOf(template, task.nonce, serial, step),
    erstellt,
    gueltigBis: new Date(erstellt.getTime() + VALID_MS),
    test: true,
  };
  const bytes = await seal({
    kopf,
    nachricht: Buffer.from(textOf(one, step, task.nonce, serial)),
    anlagen: template.anlagen.map(({ base64, ...anlage }) => ({ ...anlage, bytes: Buffer.from(base64, 'base64') })),
    author: keysOf(template.absender).signature,
    readers: [readerOf(template.empfaenger), readerOf(task.gatewaySchluessel)],
  });
  const entry: SealedEntry = { n, uuid, sha256: sha256Hex(bytes) };
  writer.add(entry, bytes);
  sealed += 1;
  if (performance.now() - told < TOLD_EVERY_MS) continue;
  told = performance.now();
  say('sealing', { sealed });
}
writer.close();
say('sealed', { sealed });
process.disconnect();
