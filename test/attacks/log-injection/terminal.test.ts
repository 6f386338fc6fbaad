import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/platform/paths.ts';
import { blaupause, json, type Result, scratch } from '../../cli/run.ts';
import { authority } from '../../crypto/pki-builder.ts';
import { type TestDatabase, testDatabase } from '../../store/database.ts';
import { newSendung } from '../../store/sendung.ts';
import { writeInstallation } from '../../support/profile.ts';
import { hostile, MARK } from './generator.ts';

/** What a terminal may obey; line ends are counted apart. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
/** With what a file, a database or an argument may hold although XML may not. */
const texts: Readonly<Record<string, string>> = {
  ...hostile,
  'a colour': `\u001b[32m✓ ${MARK}\u001b[0m`,
  'a cursor that goes up': `x\u001b[1A\u001b[2K${MARK}`,
};
/** All of them in one text: each start of the program takes its time. */
const ALL = Object.values(texts).join(' ');
/** The same as the name of a file, which is shorter and has no slash. */
const NAME = ALL.replaceAll('/', '-').slice(0, 60);
const MODES = [[[]], [['--json']]] as const;

/** Nothing that is obeyed, and no line that somebody else's text begins. */
function expectInert({ stdout, stderr }: Result): void {
  const shown = stdout + stderr;
  expect(shown).not.toMatch(UNSEEN);
  for (const line of shown.split('\n')) expect(line).not.toMatch(/^\s*(✓ EINGESCHLEUST|EINGESCHLEUST|\{"level")/);
}

describe('row 24: what operators look at', () => {
  const { dir, file, remove } = scratch();
  let database: TestDatabase;
  let store: Readonly<Record<string, unknown>>;
  beforeAll(async () => {
    database = await testDatabase(2);
    store = { databaseUrl: database.url, databaseOwnerUrl: database.ownerUrl, port: 0 };
  });
  afterAll(async () => {
    await database.close();
    remove();
  });

  const withSettings = (settings: Readonly<Record<string, unknown>>, ...args: string[]): Promise<Result> => {
    writeFileSync(file('config.json'), JSON.stringify(settings));
    return blaupause(['--config', 'config.json', ...args], { cwd: dir });
  };

  it.each(MODES)('queue dead %j shows every field of a dead letter inert', async (mode) => {
    const all = Object.values(texts);
    for (const text of all) {
      const { kopf } = newSendung();
      const sendung = newSendung({ kopf: { ...kopf, nachrichtentyp: text, empfaenger: text } });
      await database.ledger.record(sendung);
      await database.ledger.unzustellbar(sendung.uuid, text);
    }
    const dead = (await database.ledger.toteSendungen({ limit: 1000 })).length;
    expect(dead).toBeGreaterThanOrEqual(all.length);
    const result = await withSettings(store, 'queue', 'dead', ...mode);
    expect(result.code).toBe(1);
    expectInert(result);
    // one line a dead letter below the head and its rule, or one document that says the same
    if (mode.length === 0) expect(result.stdout.trimEnd().split('\n')).toHaveLength(dead + 2);
    else {
      const { unzustellbar } = json<{ unzustellbar: object[] }>(result);
      expect(unzustellbar).toHaveLength(dead);
      for (const text of all)
        expect(unzustellbar).toContainEqual(expect.objectContaining({ fehlercode: text, empfaenger: text }));
    }
  });

  it.each(MODES)('queue retry %j names what is no UUID inert', async (mode) => {
    const result = await withSettings(store, 'queue', 'retry', ALL, ...mode);
    expect(result.code).toBe(2);
    expectInert(result);
    expect(result.stdout + result.stderr).toContain(MARK);
  });

  it.each(MODES)('doctor %j shows settings, names of files and the address of a left run inert', async (mode) => {
    mkdirSync(join(file(NAME), 'run'), { recursive: true });
    writeFileSync(join(file(NAME), 'run', 'gateway.json'), JSON.stringify({ url: ALL, pid: process.pid }));
    const named = { dataDir: file(NAME), profile: `${ALL}.yaml`, pkiDir: ALL, endpointsFile: ALL };
    const result = await withSettings({ ...store, ...named }, 'doctor', ...mode);
    expect(result.code).toBe(3);
    expectInert(result);
    // the run that was left, the profile that is not there, the folder of the PKI
    expect(result.stdout.split('Hier läuft schon ein Gateway')[1]).toContain(MARK);
    expect(result.stdout.split('.yaml')[0]).toContain(MARK);
    const unknown = await withSettings({ [ALL]: ALL }, 'doctor', ...mode);
    expectInert(unknown);
    expect(unknown.stdout + unknown.stderr).toContain(MARK);
  });

  it('doctor shows names of certificates, of issuers and of responders inert', async () => {
    const { pkiDir, profile } = await writeInstallation(file('anlage'));
    const soon = new Date(Date.now() + 5 * 86_400_000);
    const responders = Object.values(texts).map((text, at) => {
      const name = `ausstellend-${at}.pem`;
      writeFileSync(join(pkiDir, 'ca', name), authority({ name: text, notAfter: soon }).pem);
      return `  - aussteller: ${name}\n    responder: ${JSON.stringify(`http://127.0.0.1:9/${text}`)}`;
    });
    writeFileSync(join(pkiDir, 'ca', 'sperrpruefung.yaml'), `ocsp:\n${responders.join('\n')}\n`);
    for (const mode of [[], ['--json']]) {
      const result = await withSettings({ ...store, dataDir: file('daten'), profile, pkiDir }, 'doctor', ...mode);
      expectInert(result);
      expect(result.stdout).toContain(MARK);
    }
  });

  it.each(Object.entries({ 'line ends': texts['line ends'], 'a colour': texts['a colour'] }))(
    'simulate refuses %s in a title, which stands beside its own lines',
    async (_, text) => {
      const scenario = readFileSync(join(packageRoot, 'scenarios', 'angriffe.yaml'), 'utf8');
      writeFileSync(file('titel.yaml'), scenario.replace(/^titel: .*$/m, `titel: ${JSON.stringify(text)}`));
      const result = await blaupause(['simulate', file('titel.yaml')], { cwd: dir });
      expect(result.code).not.toBe(0);
      expect(result.stderr).toContain('SCENARIO');
      expectInert(result);
    },
  );

  it('simulate names what it refuses in a scenario, and the name of the file, inert', async () => {
    const scenario = readFileSync(join(packageRoot, 'scenarios', 'angriffe.yaml'), 'utf8');
    const quoted = JSON.stringify(ALL);
    const wrong = scenario
      .replace(/^name: .*$/m, `name: ${quoted}\n${quoted}: ${quoted}`)
      .replace('kennzeichen: REG-XX 2608', `kennzeichen: ${quoted}`)
      .replace('halterauskunftAm: 2026-08-17', `halterauskunftAm: ${quoted}`);
    writeFileSync(file(`${NAME}.yaml`), wrong);
    writeFileSync(file('kaputt.yaml'), `name: [${quoted}\n${ALL}: {`);
    for (const args of [
      [file(`${NAME}.yaml`)],
      [file(`${NAME}.yaml`), '--json'],
      [file('kaputt.yaml')],
      [`./${ALL}`],
    ]) {
      const result = await blaupause(['simulate', ...args], { cwd: dir });
      expect(result.code).not.toBe(0);
      expectInert(result);
      if (args[0] !== file('kaputt.yaml')) expect(result.stdout + result.stderr).toContain(MARK);
    }
  });
});
