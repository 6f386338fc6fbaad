import { Utf8String } from 'asn1js';
import { Extension, GeneralName, GeneralNames, GeneralSubtree, NameConstraints } from 'pkijs';
import { describe, expect, it } from 'vitest';
import { parseWithTree } from '../../src/crypto/certificate.ts';
import { nameConstraintFault } from '../../src/crypto/name-constraints.ts';
import { makeName } from '../../src/profile/pki/x509-write.ts';
import { type Authority, authority, leaf } from './pki-builder.ts';

const dns = (value: string): GeneralName => new GeneralName({ type: 2, value });
const organisation = (value: string): GeneralName =>
  new GeneralName({ type: 4, value: makeName([['2.5.4.10', value]]) });

const root = authority();
const limiting = (permitted: readonly GeneralName[], excluded: readonly GeneralName[] = []): Authority => {
  const trees = (names: readonly GeneralName[]) => names.map((base) => new GeneralSubtree({ base }));
  const extnValue = new NameConstraints({
    ...(permitted.length > 0 ? { permittedSubtrees: trees(permitted) } : {}),
    ...(excluded.length > 0 ? { excludedSubtrees: trees(excluded) } : {}),
  });
  const extension = new Extension({ extnID: '2.5.29.30', critical: true, extnValue: extnValue.toSchema().toBER() });
  return authority({ issuer: root, extensions: [extension] });
};
const alternative = (names: GeneralName[]): Extension =>
  new Extension({ extnID: '2.5.29.17', critical: false, extnValue: new GeneralNames({ names }).toSchema().toBER() });

/** Why a certificate breaks the constraints of its issuer, and the milliseconds it took to say so. */
function judge(issuer: Authority, overrides: Parameters<typeof leaf>[1]): { why: string | undefined; ms: number } {
  const path = [leaf(issuer, overrides), issuer.der, root.der].map(parseWithTree);
  const started = performance.now();
  const why = nameConstraintFault(path)?.why;
  return { why, ms: performance.now() - started };
}

const UNCHECKABLE = 'Namensgrenze, die hier nicht geprüft werden kann';
/** Marks in an order that normalising has to change: its cost grows with the square of their number. */
const costly = (length: number): string => 'a'.padEnd(length, '\u0301\u0323');

describe('name constraints and names that are long or many', () => {
  it('compare a name of the longest length, and refuse one that is longer, whether permitted or excluded', () => {
    const longest = `${'a'.repeat(1012)}.amt.example`;
    expect(longest).toHaveLength(1024);
    const name = (value: string) => ({ extensions: [alternative([dns(value)])] });
    expect(judge(limiting([dns('amt.example')]), name(longest)).why).toBeUndefined();
    expect(judge(limiting([dns('amt.example')]), name(`a${longest}`)).why).toBe(UNCHECKABLE);
    expect(judge(limiting([], [dns('other.example')]), name(longest)).why).toBeUndefined();
    expect(judge(limiting([], [dns('other.example')]), name(`a${longest}`)).why).toBe(UNCHECKABLE);
  });

  it('refuse a constraint that is longer, where a name of its kind occurs, and only there', () => {
    const issuer = limiting([dns('a'.repeat(1025))]);
    expect(judge(issuer, { extensions: [alternative([dns('amt.example')])] }).why).toBe(UNCHECKABLE);
    expect(judge(issuer, {}).why).toBeUndefined();
  });

  it('refuse a part of a directory name that is longer', () => {
    const subject = (value: string) => ({ subject: [['2.5.4.10', value]] as const });
    const issuer = limiting([], [organisation('Andere')]);
    expect(judge(issuer, subject('A'.repeat(1024))).why).toBeUndefined();
    expect(judge(issuer, subject('A'.repeat(1025))).why).toBe(UNCHECKABLE);
    // the length counts after decoding, not in bytes
    expect(judge(issuer, subject('Ä'.repeat(1024))).why).toBeUndefined();
    expect(new Utf8String({ value: 'Ä' }).toBER().byteLength).toBe(4);
  });

  it('do not take time that grows with what an issuer wrote into a name', () => {
    const issuer = limiting([organisation('Andere')], [organisation(costly(10_000))]);
    const { why, ms } = judge(issuer, { subject: [['2.5.4.10', costly(10_000)]] });
    const unbounded = performance.now();
    costly(10_000).normalize('NFKC');
    expect(why).toBe(UNCHECKABLE);
    expect(ms).toBeLessThan((performance.now() - unbounded) / 2);
  });

  it('refuse what would take more comparisons than any authority needs', () => {
    const names = (count: number) => Array.from({ length: count }, (_, at) => dns(`h${at}.amt.example`));
    const issuer = limiting([dns('amt.example'), ...names(199)]);
    // the subject is a name too
    expect(judge(issuer, { extensions: [alternative(names(326))] }).why).toBeUndefined();
    expect(judge(issuer, { extensions: [alternative(names(327))] }).why).toBe(UNCHECKABLE);
  });
});
