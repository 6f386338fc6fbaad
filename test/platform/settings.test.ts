import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { BlaupauseError, loadSettings } from '../../src/platform/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const complaint = (yaml: string, environment: NodeJS.ProcessEnv = {}): string => {
  const file = join(folder, 'config.yaml');
  writeFileSync(file, yaml);
  try {
    loadSettings(environment, file);
  } catch (error) {
    if (error instanceof BlaupauseError && error.code === 'SETTINGS') return error.toGerman();
  }
  throw new Error('no SETTINGS fault');
};

describe('a wrong setting', () => {
  test.each([
    ['a number that is too large', 'port: 94430', 'port', 'ganze Zahl von 0 bis 65535'],
    ['a number that is none', 'port: viele', 'port', 'ganze Zahl von 0 bis 65535'],
    ['an unknown key', 'prot: 8443', 'prot', 'keine Einstellung'],
    ['a choice that is not there', 'logLevel: laut', 'logLevel', 'eines von: trace'],
    ['another database', 'databaseUrl: mysql://x', 'databaseUrl', 'postgresql://'],
    ['an empty text', 'profile: ""', 'profile', 'nicht leer'],
    ['a key that stands twice', 'port: 1\nport: 2', 'Zeile 2', 'schon einmal'],
  ])('%s is named with what is allowed', (_what, yaml, name, allowed) => {
    const text = complaint(yaml);
    expect(text).toContain(name);
    expect(text).toContain(allowed);
    expect(text).not.toMatch(/Invalid|expected|Too /);
  });

  test('names the variable it came from', () => {
    expect(complaint('port: 1', { BLAUPAUSE_PORT: 'abc' })).toContain('(BLAUPAUSE_PORT)');
  });
});

describe('a secret in a file', () => {
  const file = join(folder, 'geheimnis');

  test('counts, without the line end that editors leave', () => {
    writeFileSync(file, 'redis://:aus-der-datei@queue\n');
    expect(loadSettings({ BLAUPAUSE_REDIS_URL_FILE: file }).redisUrl).toBe('redis://:aus-der-datei@queue');
    const both = { BLAUPAUSE_REDIS_URL_FILE: file, BLAUPAUSE_REDIS_URL: 'redis://umgebung' };
    expect(loadSettings(both).redisUrl).toBe('redis://umgebung');
  });

  test('that is wrong is named by its variable and not shown', () => {
    writeFileSync(file, 'mysql://geheim@host');
    expect(complaint('', { BLAUPAUSE_DATABASE_URL_FILE: file })).toMatch(/BLAUPAUSE_DATABASE_URL_FILE/);
    expect(complaint('', { BLAUPAUSE_DATABASE_URL_FILE: file })).not.toMatch(/geheim/);
  });

  test('must be there, and only secrets are read from files', () => {
    expect(() => loadSettings({ BLAUPAUSE_REDIS_URL_FILE: join(folder, 'fehlt') })).toThrow(
      expect.objectContaining({ code: 'FILE' }),
    );
    expect(complaint('', { BLAUPAUSE_PORT_FILE: file })).toContain('keine Einstellung');
  });
});
