import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  build,
  catalogue,
  currentVersion,
  loadVersion,
  loadVersions,
  type Message,
  parse,
  readHeader,
  sample,
} from '../../src/standard/index.ts';
import { firstFault, Validator } from '../../src/standard/validate.ts';
import { faultOf } from '../support/faults.ts';
import { buildNext, NEXT_CODE, NEXT_NAMESPACE, nextMessage, writeNextVersion } from '../support/next-version.ts';

const dir = mkdtempSync(join(tmpdir(), 'blaupause-version-'));
afterAll(() => rmSync(dir, { recursive: true }));
const folder = writeNextVersion(join(dir, 'xsd-1.1'));
const next = loadVersion(folder);
const versions = [currentVersion, next];
const both = new Validator({ versions });
const onlyCurrent = new Validator();
const faultCode = (validator: Validator, bytes: Uint8Array) => firstFault(validator.validate(bytes).findings)?.code;

describe('two versions of the standard side by side', () => {
  it('has a namespace for each version', () => {
    expect(next).toMatchObject({ version: '1.1', namespace: NEXT_NAMESPACE });
    expect(both.versions.map(({ version }) => version)).toEqual(['1.0', '1.1']);
  });

  it('judges each message by the version it is written in', () => {
    for (const { name } of catalogue) {
      expect(both.validate(build(sample(name))).findings, name).toEqual([]);
      expect(both.validate(build(sample(name), { version: next })).findings, name).toEqual([]);
    }
    expect(both.validate(buildNext(next)).findings).toEqual([]);
    expect(readHeader(buildNext(next))).toMatchObject({ version: '1.1', namespace: NEXT_NAMESPACE });
  });

  it('does not lend an element or a code of the newer version to the older', () => {
    const asOlder = (xml: Buffer): Buffer =>
      Buffer.from(
        xml.toString().replace(NEXT_NAMESPACE, currentVersion.namespace).replace(' version="1.1"', ' version="1.0"'),
      );
    expect(faultCode(both, asOlder(buildNext(next)))).toBe('VALIDATE_SCHEMA');
    const onlyCode = buildNext(next)
      .toString()
      .replace(/<xbg:ansprechpartner>.*?<\/xbg:ansprechpartner>/, '');
    expect(faultCode(both, asOlder(Buffer.from(onlyCode)))).toBe('VALIDATE_CODE');
    expect(faultCode(both, Buffer.from(onlyCode))).toBeUndefined();
    const olderList = onlyCode.replaceAll('<xbg:massnahme>', '<xbg:massnahme listVersionID="1.0">');
    expect(faultCode(both, Buffer.from(olderList))).toBe('VALIDATE_SCHEMA');
  });

  it('answers a version that the reader does not know with V000', async () => {
    const fault = firstFault(onlyCurrent.validate(buildNext(next)).findings);
    expect(fault?.code).toBe('VALIDATE_VERSION');
    expect(fault?.entry.grund).toBe('V000');
    expect(fault?.detail).toContain('1.0');
    expect(fault?.findings).toMatchObject([{ found: NEXT_NAMESPACE, allowed: currentVersion.namespace }]);
    expect((await faultOf(() => parse(buildNext(next)))).code).toBe('VALIDATE_TYPE');
  });

  it('refuses a message whose attribute names the other version', () => {
    const mixed = buildNext(next).toString().replace(' version="1.1"', ' version="1.0"');
    expect(faultCode(both, Buffer.from(mixed))).toBe('VALIDATE_VERSION');
  });

  it('applies the rules of the version', () => {
    const broken = buildNext(next).toString().replace('>2026-11-14<', '>2029-11-14<');
    expect(both.validate(Buffer.from(broken)).findings.map(({ rule }) => rule)).toContain('V1');
  });

  it('reads and writes each version without loss', async () => {
    expect(parse(buildNext(next), versions)).toEqual(nextMessage());
    expect(parse(build(sample('anzeige.eingang.1011')), versions)).toEqual(sample('anzeige.eingang.1011'));
    expect((await faultOf(() => build(nextMessage()))).code).toBe('VALIDATE_SCHEMA');
    const { ansprechpartner, ...rest } = nextMessage() as Message & { ansprechpartner: string };
    expect(ansprechpartner).toBe('Beate Beispiel');
    expect(Buffer.from(build(rest as Message)).toString()).toContain(NEXT_CODE);
  });

  it('refuses two folders for one namespace, and a folder that is none', async () => {
    expect(loadVersions([folder]).map(({ version }) => version)).toEqual(['1.0', '1.1']);
    expect((await faultOf(() => loadVersions([folder, folder]))).code).toBe('SETTINGS');
    expect((await faultOf(() => loadVersions([join(dir, 'fehlt')]))).code).toBe('FILE');
  });
});
