import { forge } from '../../support/forge.ts';

const KOPF = '<absender>';

/** Each level ten times the one below it. */
export const laughs = (levels = 12): string => {
  const entities = ['<!ENTITY a0 "ha">'];
  for (let level = 1; level <= levels; level += 1)
    entities.push(`<!ENTITY a${level} "${`&a${level - 1};`.repeat(10)}">`);
  return `<!DOCTYPE bombe [${entities.join('')}]>`;
};
/** One long entity, used many times. */
export const quadratic = (size = 100_000): string => `<!DOCTYPE bombe [<!ENTITY a "${'x'.repeat(size)}">]>`;
export const cyclic = '<!DOCTYPE bombe [<!ENTITY a "&b;"><!ENTITY b "&a;">]>';
export const parameters = `<!DOCTYPE bombe [<!ENTITY % a "${'x'.repeat(1000)}"><!ENTITY % b "${'%a;'.repeat(1000)}">%b;%b;]>`;

export interface Bomb {
  readonly what: string;
  readonly declaration: string;
  readonly use: string;
}
export const bombs: readonly Bomb[] = [
  { what: 'billion laughs', declaration: laughs(), use: '&a12;' },
  { what: 'quadratic blow-up', declaration: quadratic(), use: '&a;'.repeat(20_000) },
  { what: 'a cycle', declaration: cyclic, use: '&a;' },
  { what: 'parameter entities', declaration: parameters, use: '' },
  { what: 'an undeclared entity many times', declaration: '', use: '&a;'.repeat(100_000) },
];

/** The bomb in the envelope. */
export const outside = (pkiDir: string, { declaration, use }: Bomb): string =>
  declaration + forge(pkiDir).xml.replace(KOPF, KOPF + use);
/** The bomb inside the encryption. */
export const inside = (pkiDir: string, { declaration, use }: Bomb): Buffer =>
  forge(pkiDir, { plain: (plain) => declaration + plain.replace('<xbg:tatort>', `<xbg:tatort>${use}`) }).bytes;
