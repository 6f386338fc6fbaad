import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BlaupauseError } from '../../src/platform/errors.ts';
import { packageRoot } from '../../src/platform/paths.ts';
import { loadProfile, parseProfile } from '../../src/profile/index.ts';

const demo = readFileSync(join(packageRoot, 'profiles', 'demo.yaml'), 'utf8');

const faultOf = (text: string): BlaupauseError => {
  try {
    parseProfile(text, 'mein.yaml');
  } catch (error) {
    if (error instanceof BlaupauseError) return error;
    throw error;
  }
  throw new Error('accepted');
};

/** Line on which a text first stands in the demo profile. */
const lineOf = (text: string): number => demo.slice(0, demo.indexOf(text)).split('\n').length;

describe('the profile of the demo', () => {
  const profile = loadProfile('profiles/demo.yaml');

  it('has eight authorities of different roles, suites and ways of delivery', () => {
    expect(profile.behoerden).toHaveLength(8);
    expect(new Set(profile.behoerden.map(({ rolle }) => rolle)).size).toBe(8);
    expect(new Set(profile.behoerden.map(({ suite }) => suite))).toEqual(new Set(['rsa', 'ec']));
    expect(new Set(profile.behoerden.map(({ zustellung }) => zustellung))).toEqual(new Set(['push', 'postfach']));
  });

  it('lets everybody refuse and acknowledge', () => {
    for (const { sendet, nimmt } of profile.behoerden) {
      expect(sendet).toEqual(expect.arrayContaining(['0010', '0020']));
      expect(nimmt).toEqual(expect.arrayContaining(['0010', '0020']));
    }
  });

  it('has a reader for whatever somebody sends, and a sender for whatever somebody takes', () => {
    const sent = new Set([profile.gateway, ...profile.behoerden].flatMap(({ sendet }) => sendet));
    const taken = new Set(profile.behoerden.flatMap(({ nimmt }) => nimmt));
    expect(sent).toEqual(taken);
    expect(sent.size).toBe(23);
  });
});

describe('a wrong profile is refused with line, path and what is allowed', () => {
  it.each<[string, string, string, string, RegExp]>([
    [
      'a suite that does not exist',
      'suite: rsa',
      'suite: dsa',
      'behoerden[2].suite',
      /"dsa"; zulässig ist: eines von: rsa, ec/,
    ],
    [
      'a message number that YAML reads as a number',
      '"1010"]',
      '1010]',
      'behoerden[0].sendet[2]',
      /1010; .*in Anführungszeichen/,
    ],
    ['an AGS that is not that of the key', 'ags: "09276144"', 'ags: "09276145"', 'behoerden[3].ags', /09276144/],
    [
      'an Organisationsschlüssel of another form',
      'kba:010010000001',
      'kba-1',
      'behoerden[2].schluessel',
      /bgb:145110000001/,
    ],
    ['a key that is not known', 'suite: rsa', 'suite: rsa\n    suiten: ec', 'behoerden[2].suiten', /unbekannt: suiten/],
    ['a version without quotes', '"2026-11"', '2026', 'version', /Anführungszeichen/],
    ['an environment that does not exist', 'umgebung: test', 'umgebung: echt', 'umgebung', /test, produktion/],
  ])('%s', (_, right, wrong, path, text) => {
    const fault = faultOf(demo.replace(right, wrong));
    expect(fault.code).toBe('PROFILE');
    expect(fault.place.path).toBe(path);
    expect(fault.detail).toMatch(text);
    expect(fault.detail).toContain('mein.yaml');
    expect(fault.place.line).toBe(lineOf(right) + (path.endsWith('suiten') ? 1 : 0));
  });

  it('a missing field, at the entry it is missing from', () => {
    const fault = faultOf(demo.replace('    rolle: kba\n', ''));
    expect(fault.place).toEqual({ line: lineOf('schluessel: "kba:'), path: 'behoerden[2].rolle' });
    expect(fault.detail).toMatch(/fehlt; .*messstelle, bussgeldbehoerde/);
  });

  it('the same Organisationsschlüssel and the same short name twice', () => {
    expect(faultOf(demo.replace('zst:145110000001', 'bgb:145110000001')).detail).toMatch(/nur einmal/);
    expect(faultOf(demo.replace('kurz: kba', 'kurz: gateway-sn')).detail).toMatch(/nur einmal/);
  });

  it('a mandate for somebody who is not there', () => {
    const text = demo.replace(
      '    rolle: kba\n',
      '    rolle: kba\n    mandate: [{ fuer: "bgb:000000000001", typen: ["*"] }]\n',
    );
    expect(faultOf(text)).toMatchObject({ code: 'PROFILE', place: { path: 'behoerden[2].mandate[0].fuer' } });
  });

  it('an order rule that does not exist, and what it may be set to', () => {
    const set = (text: string) => demo.replace('gateway:\n', `gateway:\n  ordnung: ${text}\n`);
    expect(faultOf(set('{ regeln: { ORDER-XYZ: warnen } }'))).toMatchObject({
      code: 'PROFILE',
      place: { path: 'gateway.ordnung.regeln.ORDER-XYZ' },
    });
    expect(faultOf(set('{ regeln: { ORDER-STAND: egal } }')).detail).toMatch(/verweigern, warnen/);
    expect(faultOf(set('{ standard: streng }')).detail).toMatch(/verweigern, warnen/);
    expect(parseProfile(set('{ regeln: { ORDER-STAND: verweigern } }'), 'mein.yaml').gateway.ordnung).toEqual({
      standard: 'verweigern',
      regeln: { 'ORDER-STAND': 'verweigern' },
    });
  });

  it('broken YAML, a key twice, and an alias bomb', () => {
    expect(faultOf('profil: [').place.line).toBeGreaterThan(0);
    expect(faultOf(demo.replace('profil: demo', 'profil: demo\nprofil: x')).place.line).toBe(
      lineOf('profil: demo') + 1,
    );
    const bomb = `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
    expect(faultOf(bomb).code).toBe('PROFILE');
  });

  it('with every fault in its findings', () => {
    const fault = faultOf(demo.replaceAll('ort: Köln', 'ort: ""'));
    expect(fault.findings.map(({ path }) => path)).toEqual(['behoerden[4].ort', 'behoerden[7].ort']);
  });

  it('a file that is not there is FILE', () => {
    expect(() => loadProfile('profiles/gibt-es-nicht.yaml')).toThrow(/gibt-es-nicht/);
  });
});
