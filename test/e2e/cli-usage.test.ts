import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { blaupause, type ErrorDocument, json, STACK, scratch } from '../cli/run.ts';

const { dir, file, remove } = scratch();
afterAll(remove);
writeFileSync(file('wrong.yaml'), 'port: viele\n');
writeFileSync(file('unknown.yaml'), 'haven: 1\n');
writeFileSync(file('broken.yaml'), 'port: [1\n');
writeFileSync(file('list.yaml'), '- 1\n');
writeFileSync(file('file'), '');
writeFileSync(file('profile.yaml'), 'profil: x\n');
mkdirSync(file('empty'));

interface Case {
  readonly args: readonly string[];
  readonly code: 1 | 2 | 3;
  readonly fault: string;
  /** what the German line must name */
  readonly says?: RegExp;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

const gateway = (...more: string[]) => ['gateway', '--port', '0', '--pki', file('empty'), ...more];
const KEY = 'bgb:145110000001';

const cases: Record<string, Case> = {
  'no command': { args: [], code: 2, fault: 'USAGE', says: /Es fehlt ein Befehl/ },
  'unknown command': { args: ['sende'], code: 2, fault: 'USAGE', says: /Unbekannter Befehl 'sende'/ },
  'mistyped command': { args: ['validat', 'x'], code: 2, fault: 'USAGE', says: /Gemeint war vielleicht validate/ },
  'missing subcommand': { args: ['pki'], code: 2, fault: 'USAGE', says: /Es fehlt ein Befehl/ },
  'unknown subcommand': { args: ['queue', 'leeren'], code: 2, fault: 'USAGE', says: /'leeren'/ },
  'unknown option': { args: ['validate', '--streng', 'x'], code: 2, fault: 'USAGE', says: /Option '--streng'/ },
  'option without value': { args: ['sample', '--out'], code: 2, fault: 'USAGE', says: /'-o, --out <file>'/ },
  'missing argument': { args: ['validate'], code: 2, fault: 'USAGE', says: /Argument 'message'/ },
  'missing mandatory option': { args: ['open', 'x', '--pki', '.'], code: 2, fault: 'USAGE', says: /--as <key>/ },
  'one argument too many': { args: ['validate', 'x', 'y'], code: 2, fault: 'USAGE', says: /Zu viele Argumente/ },
  'unknown message type': { args: ['sample', '9999'], code: 2, fault: 'USAGE', says: /9999 ist kein Nachrichtentyp/ },
  'sample with type and --all': { args: ['sample', '1110', '--all', '.'], code: 2, fault: 'USAGE' },
  'queue retry without UUID': { args: ['queue', 'retry'], code: 2, fault: 'USAGE', says: /UUID oder --all/ },
  'queue retry with something else': { args: ['queue', 'retry', 'x'], code: 2, fault: 'USAGE', says: /keine UUID/ },
  'key purpose that does not exist': {
    args: ['pki', 'issue', KEY, 'siegel'],
    code: 2,
    fault: 'USAGE',
    says: /tls, signature, encryption/,
  },
  'revoke an authority without purpose': { args: ['pki', 'revoke', KEY], code: 2, fault: 'USAGE', says: /Zweck/ },
  'gateway address without https': {
    args: ['fetch', '--as', KEY, '--url', 'http://localhost'],
    code: 2,
    fault: 'USAGE',
    says: /https:/,
  },
  'patience that is no number': {
    args: ['send', '-', '--as', KEY, '--patience', 'bald'],
    code: 2,
    fault: 'USAGE',
    says: /--patience/,
  },
  'waiting too long': { args: ['fetch', '--as', KEY, '--wait', '61'], code: 2, fault: 'USAGE', says: /0 bis 60/ },
  'validity that is no number': {
    args: ['seal', '-', '--from', KEY, '--to', KEY, '--valid-hours', '-1'],
    code: 2,
    fault: 'USAGE',
    says: /--valid-hours/,
  },
  'PKCS#12 without password': { args: ['pki', 'init', '--pkcs12', '--dir', 'x'], code: 2, fault: 'USAGE' },
  'events that are no JSON': {
    args: ['deadlines', '-'],
    input: '{',
    code: 2,
    fault: 'USAGE',
    says: /kein gültiges JSON/,
  },
  'profile that is none': {
    args: ['pki', 'init', '--dir', 'x', '--profile', file('profile.yaml')],
    code: 2,
    fault: 'PROFILE',
  },
  'file that does not exist': { args: ['validate', 'gibtsnicht.xml'], code: 3, fault: 'FILE', says: /gibtsnicht\.xml/ },
  'folder in place of a file': { args: ['validate', dir], code: 3, fault: 'FILE', says: /ist ein Ordner/ },
  'XML catalog that does not exist': {
    args: ['validate', '-', '--catalog', 'fehlt.xml'],
    code: 3,
    fault: 'FILE',
    says: /fehlt\.xml/,
  },
  'output that cannot be written': {
    args: ['sample', '1110', '-o', file('file/x.xml')],
    code: 3,
    fault: 'FILE',
    says: /x\.xml/,
  },
  'output folder that is a file': { args: ['sample', '--all', file('file')], code: 3, fault: 'FILE' },
  'settings file that does not exist': {
    args: ['--config', 'fehlt.yaml', ...gateway()],
    code: 3,
    fault: 'FILE',
    says: /fehlt\.yaml/,
  },
  'settings file that is no YAML': {
    args: ['--config', file('broken.yaml'), ...gateway()],
    code: 3,
    fault: 'SETTINGS',
    says: /broken\.yaml/,
  },
  'settings file without keys': {
    args: ['--config', file('list.yaml'), ...gateway()],
    code: 3,
    fault: 'SETTINGS',
    says: /Schlüssel und Werte/,
  },
  'wrong value in the settings file': {
    args: ['--config', file('wrong.yaml'), 'doctor'],
    code: 3,
    fault: 'SETTINGS',
    says: /port \(.*wrong\.yaml\): .+/,
  },
  'unknown key in the settings file': {
    args: ['--config', file('unknown.yaml'), 'worker'],
    code: 3,
    fault: 'SETTINGS',
    says: /haven \(.*unknown\.yaml\)/,
  },
  'wrong value on the command line': {
    args: ['gateway', '--port', '99999'],
    code: 3,
    fault: 'SETTINGS',
    says: /port \(Befehlszeile\): .*65535/,
  },
  'wrong value in the environment': {
    args: ['worker'],
    env: { BLAUPAUSE_LOG_LEVEL: 'laut' },
    code: 3,
    fault: 'SETTINGS',
    says: /logLevel \(BLAUPAUSE_LOG_LEVEL\): .*info/,
  },
  'setting that does not exist': {
    args: ['queue', 'status'],
    env: { BLAUPAUSE_HAFEN: '1' },
    code: 3,
    fault: 'SETTINGS',
    says: /BLAUPAUSE_HAFEN/,
  },
  'gateway without PKI': { args: gateway(), code: 3, fault: 'PKI', says: /blaupause pki init/ },
  'worker without PKI': { args: ['worker', '--pki', file('empty')], code: 3, fault: 'PKI', says: /blaupause pki init/ },
  'opening without PKI': {
    args: ['open', '-', '--as', KEY, '--pki', file('empty')],
    code: 3,
    fault: 'PKI',
    says: /blaupause pki init/,
  },
  'sealing without PKI': {
    args: ['seal', '-', '--from', KEY, '--to', KEY, '--pki', file('empty')],
    code: 3,
    fault: 'PKI',
  },
  'a key that is no Organisationsschlüssel': {
    args: ['open', '-', '--as', '../etc', '--pki', file('empty')],
    code: 3,
    fault: 'PKI',
    says: /Kein Organisationsschlüssel/,
  },
  'database that is away': {
    args: ['queue', 'status'],
    env: { BLAUPAUSE_DATABASE_URL: 'postgres://niemand@127.0.0.1:1/x' },
    code: 3,
    fault: 'DATABASE',
    says: /BLAUPAUSE_DATABASE_URL/,
  },
  'database address of another kind': {
    args: ['queue', 'status'],
    env: { BLAUPAUSE_DATABASE_URL: 'mysql://x' },
    code: 3,
    fault: 'SETTINGS',
    says: /databaseUrl \(BLAUPAUSE_DATABASE_URL\).*postgres/,
  },
  'message that is no XML': { args: ['validate', '-'], input: 'kein XML', code: 1, fault: 'READ_NOT_WELL_FORMED' },
  'empty message': { args: ['validate', '-'], input: '', code: 1, fault: 'READ_NOT_WELL_FORMED' },
};

const names = Object.entries(cases);

/** `--json` at the end, but not as the value of an option that has none. */
const withJson = (args: readonly string[]): string[] =>
  args.at(-1) === '--out' ? [...args.slice(0, -1), '--json', '--out'] : [...args, '--json'];

describe('faults of a call', () => {
  it.concurrent.each(names)('%s: exit code, one clear German line with English below', async (_name, wanted) => {
    const result = await blaupause(wanted.args, { cwd: dir, env: wanted.env ?? {}, input: wanted.input ?? '' });
    expect(result.code, result.stderr + result.stdout).toBe(wanted.code);
    expect(result.stdout).toBe('');
    expect(result.stderr).not.toMatch(STACK);
    const lines = result.stderr.trimEnd().split('\n');
    const at = lines.findIndex((line) => line.startsWith(`${wanted.fault}: `));
    expect(lines[at]).toMatch(/^[A-Z_0-9]+: [\s\S]*[.!]$/);
    if (wanted.says) expect(lines[at]).toMatch(wanted.says);
    expect(lines[at + 1]).toMatch(/^[A-Z][a-z ]/);
  });

  it.concurrent.each(names)('%s: one JSON document with --json', async (_name, wanted) => {
    const result = await blaupause(withJson(wanted.args), {
      cwd: dir,
      env: wanted.env ?? {},
      input: wanted.input ?? '',
    });
    const document = json<ErrorDocument>(result);
    expect(result.code).toBe(wanted.code);
    expect(document.ok).toBe(false);
    expect(document.fehler.map(({ code }) => code)).toEqual([wanted.fault]);
    expect(result.stderr).not.toMatch(STACK);
  });

  it('says which data folder cannot be made', async () => {
    const result = await blaupause(['queue', 'status', '--data-dir', file('file/daten')], { cwd: dir });
    expect(result.code).toBe(3);
    expect(result.stderr).toMatch(/^FILE: .*file\/daten/);
    expect(result.stderr).not.toMatch(STACK);
  });
});
