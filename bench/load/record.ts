import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSendung, shapeSendung } from '../../src/envelope/index.ts';
import { Konnektor } from '../../src/konnektor/index.ts';
import { loadSettings } from '../../src/platform/index.ts';
import { Installation, Lauf, ladeSzenario, type Szenario, szenarien } from '../../src/simulation/index.ts';
import { readHeader, Validator } from '../../src/standard/index.ts';
import type { CaseTemplate, Template } from './template.ts';

/** Scenarios that can be replayed under load: those in which nobody does anything wrong. */
export const replayable = (): Szenario[] =>
  szenarien()
    .map(ladeSzenario)
    .filter(({ stoerungen }) => stoerungen.length === 0);

export interface RecordRequest {
  readonly dir: string;
  readonly pkiDir: string;
  readonly profileFile: string;
  readonly tell: (text: string) => void;
}

/**
 * Plays scenarios once, with real authorities on an installation of their own, and keeps the messages in the order in
 * which they were sent. Under load each case sends them again with UUIDs of its own; legal time stays as it was.
 *
 * @throws when a scenario does not run as it expects
 */
export async function record(
  wanted: readonly Szenario[],
  { dir, pkiDir, profileFile, tell }: RecordRequest,
): Promise<Map<string, CaseTemplate>> {
  const settings = loadSettings({}, undefined, { profile: profileFile, pkiDir, dataDir: dir, logLevel: 'silent' });
  const broken = new AbortController();
  tell('records the scenarios');
  const installation = await Installation.starte({
    settings,
    melde: () => {},
    gescheitert: (error) => broken.abort(error),
    signal: broken.signal,
  });
  try {
    const recorded = new Map<string, CaseTemplate>();
    for (const szenario of wanted) {
      tell(`records the scenario ${szenario.name}`);
      const ordner = join(dir, 'aufnahme', szenario.name);
      const beobachter = { nachricht: () => {}, vermerk: () => {}, stoerung: () => {} };
      const lauf = new Lauf({ szenario, installation, ordner, signal: broken.signal, beobachter });
      const { ok, fehler } = await lauf.fuehreAus();
      if (!ok) throw new Error(`the scenario ${szenario.name} does not run: ${fehler.join(' ')}`);
      recorded.set(szenario.name, { name: szenario.name, steps: await messagesIn(ordner, pkiDir) });
    }
    return recorded;
  } finally {
    await installation.beende();
  }
}

/** The messages of a run in the order of sending, opened by their readers. */
async function messagesIn(ordner: string, pkiDir: string): Promise<Template[]> {
  const validator = new Validator();
  const readers = new Map<string, Konnektor>();
  const steps: Template[] = [];
  for (const name of readdirSync(ordner)
    .filter((file) => file.endsWith('.sendung.xml'))
    .toSorted()) {
    const bytes = readFileSync(join(ordner, name));
    const empfaenger = readerOf(bytes);
    // nothing is asked of a gateway to open what lies here
    const reader =
      readers.get(empfaenger) ??
      new Konnektor({ schluessel: empfaenger, gateway: 'https://localhost:1', pkiDir, validator });
    readers.set(empfaenger, reader);
    const { kopf, nachricht, anlagen } = await reader.open(bytes);
    const header = readHeader(nachricht);
    steps.push({
      typ: kopf.nachrichtentyp,
      standard: kopf.standard,
      absender: kopf.absender,
      empfaenger,
      uuid: header.uuid,
      vorgangsUUID: kopf.vorgangsUUID,
      text: nachricht.toString('utf8'),
      anlagen: anlagen.map((anlage) => ({ ...anlage, base64: Buffer.from(anlage.bytes).toString('base64') })),
    });
  }
  await Promise.all([...readers.values()].map((reader) => reader.close()));
  return steps;
}

function readerOf(bytes: Buffer): string {
  using document = readSendung(bytes);
  return shapeSendung(document, new Date()).claimed.empfaenger;
}
