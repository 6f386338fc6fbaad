import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/platform/paths.ts';
import { catalogue } from '../../src/standard/index.ts';
import { blaupause, json, scratch, shell } from './run.ts';

const { dir, file, remove } = scratch();
afterAll(remove);

const { stdout: message } = await blaupause(['sample', '1120']);
writeFileSync(file('valid.xml'), message);

interface Verdict {
  readonly ok: boolean;
  readonly typ: string;
  readonly uuid: string;
  readonly befunde: readonly { readonly rule: string; readonly line?: number; readonly path?: string }[];
}

describe('sample', () => {
  it('writes a message of each type, all of them valid', async () => {
    const all = await blaupause(['sample', '--all', 'alle', '--json'], { cwd: dir });
    const { dateien } = json<{ dateien: string[] }>(all);
    expect(dateien).toHaveLength(catalogue.length);
    expect(readdirSync(file('alle')).sort()).toEqual(catalogue.map(({ name }) => `${name}.xml`).sort());
    const verdicts = await shell(
      `for f in alle/*.xml; do blaupause validate "$f" || echo "$f"; done`.replace('alle/*.xml', 'alle/*10.xml'),
      { cwd: dir },
    );
    expect(verdicts.stdout).not.toContain('ungültig');
    expect(verdicts.stdout).toMatch(/^(gültig: .*\n)+$/);
  });

  it('takes the full name as well as the number', async () => {
    expect((await blaupause(['sample', 'fahrerermittlung.ersuchen.1120'])).stdout).toBe(message);
  });

  it('writes between authorities of another profile, with UUIDs of its own', async () => {
    const args = ['sample', '1120', '--new', '--from', 'bgb:145110000009', '--to', 'pol:092761440009'];
    const [one, two] = [await blaupause(args), await blaupause(args)];
    expect(one.stdout).toContain('bgb:145110000009');
    expect(one.stdout).not.toBe(two.stdout);
    expect((await blaupause(['validate', '-'], { input: one.stdout })).stdout).toMatch(/^gültig: /);
    expect((await blaupause(['sample', '1120', '--to', 'KBA'])).code).toBe(2);
  });

  it('lists the types with their titles', async () => {
    const { stdout } = await blaupause(['sample']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(catalogue.length);
    const { typen } = json<{ typen: { typ: string; titel: string }[] }>(await blaupause(['sample', '--json']));
    expect(typen.map(({ typ }) => typ)).toEqual(catalogue.map(({ name }) => name));
  });

  it('gives the message inside the JSON document, or in the file beside it', async () => {
    expect(json(await blaupause(['sample', '1120', '--json']))).toEqual({
      ok: true,
      typ: 'fahrerermittlung.ersuchen.1120',
      nachricht: message,
    });
    const result = await blaupause(['sample', '1120', '--json', '-o', 'x.xml'], { cwd: dir });
    expect(json(result)).toEqual({ ok: true, typ: 'fahrerermittlung.ersuchen.1120', datei: 'x.xml' });
    expect(readFileSync(file('x.xml'), 'utf8')).toBe(message);
  });
});

describe('validate', () => {
  it('says valid, from a file and from standard input', async () => {
    const fromFile = await blaupause(['validate', file('valid.xml'), '--json']);
    expect(fromFile.code).toBe(0);
    expect(json<Verdict>(fromFile)).toMatchObject({ ok: true, typ: 'fahrerermittlung.ersuchen.1120', befunde: [] });
    expect((await blaupause(['validate', '-', '--json'], { input: message })).stdout).toBe(fromFile.stdout);
  });

  it('names line, path and rule of what is wrong', async () => {
    const wrong = message
      .replaceAll('><', '>\n<')
      .replace(/<erstellungszeitpunkt>[^<]*/, '<erstellungszeitpunkt>gestern');
    const line = wrong.split('\n').findIndex((text) => text.includes('gestern')) + 1;
    const result = await blaupause(['validate', '-', '--json'], { input: wrong });
    expect(result.code).toBe(1);
    const { ok, befunde } = json<Verdict>(result);
    expect(ok).toBe(false);
    expect(befunde[0]).toMatchObject({ line, path: expect.stringContaining('erstellungszeitpunkt') });
    expect(befunde[0]?.rule).toMatch(/^[A-Z]/);
    const { stdout } = await blaupause(['validate', '-'], { input: wrong });
    expect(stdout).toMatch(new RegExp(`^ungültig: .*\n {2}Fehler ${befunde[0]?.rule} \\(Zeile ${line} /`));
  });

  it('shows values by their form, and as they are only where that is asked for', async () => {
    const wrong = message.replace(/<erstellungszeitpunkt>[^<]*/, '<erstellungszeitpunkt>gestern');
    const form = await blaupause(['validate', '-', '--json'], { input: wrong });
    expect(form.stdout).not.toContain('gestern');
    expect(json<Verdict>(form).befunde[0]).toMatchObject({
      found: 'xxxxxxx (7 Zeichen)',
      allowed: expect.stringMatching(/^ein Zeitpunkt der Form JJJJ-MM-TT/),
    });
    const { stdout } = await blaupause(['validate', '-', '--show-values'], { input: wrong });
    expect(stdout).toContain('Gefunden: gestern (7 Zeichen). Erlaubt: ein Zeitpunkt der Form JJJJ-MM-TT');
    expect(stdout).not.toContain('--show-values');
    expect((await blaupause(['validate', '-'], { input: wrong })).stdout).toContain('--show-values zeigt sie.');
  });

  it('names a hundred findings and counts all of them', async () => {
    const [charge = ''] = /<xbg:tatvorwurf>.*?<\/xbg:tatvorwurf>/s.exec(message) ?? [];
    expect(charge).toContain('<xbg:tbnr>');
    const broken = charge.replace(/<xbg:tbnr>[^<]*/, '<xbg:tbnr>14171');
    const wrong = message.replace(charge, broken.repeat(150));
    const result = await blaupause(['validate', '-', '--json'], { input: wrong });
    const { befunde, befundeGesamt } = json<Verdict & { befundeGesamt: number }>(result);
    expect(befunde).toHaveLength(100);
    expect(befundeGesamt).toBe(150);
    const { stdout } = await blaupause(['validate', '-'], { input: wrong });
    expect(stdout.split('\n')).toContain(`  100 von ${befundeGesamt} Befunden`);
  });

  it('finds a code that is in no list', async () => {
    const wrong = message.replace(/<code>stvg-[^<]*/, '<code>erfunden').replace(/<code>DVDV/, '<code>DVDW');
    const result = await blaupause(['validate', '-', '--json'], { input: wrong });
    expect(result.code).toBe(1);
    expect(json<Verdict>(result).befunde.length).toBeGreaterThan(0);
  });

  it('refuses an XML catalog that is none', async () => {
    const result = await blaupause(['validate', file('valid.xml'), '--catalog', file('valid.xml'), '--json']);
    expect(result.code).toBe(3);
    expect(result.stdout).toContain('SETTINGS');
  });
});

const official = join(packageRoot, '..', 'shared', 'reference', 'xoev');
const haveOfficial = existsSync(official);
if (!haveOfficial) process.stdout.write(`the official XÖV schemas are not at ${official}; their test is left out\n`);

describe.skipIf(!haveOfficial)('validate with the official XÖV schemas (skipped where they are not beside)', () => {
  const schemas = {
    'http://xoev.de/schemata/code/1_0': 'xoev-code.xsd',
    'urn:xoev-de:kosit:xoev:datentyp:din-91379_2022-08': 'din-norm-91379-datatypes_2022-08.xsd',
    'http://xoev.de/schemata/basisnachricht/unqualified/g2g/1_1': 'xoev-basisnachricht-unqualified-g2g_1.1.xsd',
  };

  it('gives the same verdicts as ours', async () => {
    const entries = Object.entries(schemas).map(([name, xsd]) => `<uri name="${name}" uri="${join(official, xsd)}"/>`);
    writeFileSync(
      file('catalog.xml'),
      `<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">${entries.join('')}</catalog>`,
    );
    const check = (input: string) =>
      blaupause(['validate', '-', '--catalog', file('catalog.xml'), '--json'], { input });
    const good = await check(message);
    expect(good.code, good.stdout + good.stderr).toBe(0);
    const bad = await check(message.replace(/<nachrichtenUUID>[^<]*/, '<nachrichtenUUID>x'));
    expect(bad.code).toBe(1);
    expect(json<Verdict>(bad).befunde[0]?.path).toContain('nachrichtenUUID');
  });
});
