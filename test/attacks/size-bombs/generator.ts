import type { ErrorCode } from '../../../src/platform/errors.ts';
import { edit, forge } from '../../support/forge.ts';

const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join('');
const START = '<x:a xmlns:x="urn:x"';

export interface Bomb {
  readonly what: string;
  readonly code: ErrorCode;
  /** an element that breaks a limit */
  readonly make: () => string;
}

export const bombs: readonly Bomb[] = [
  { what: '100,000 nested elements', code: 'READ_DEPTH', make: () => '<a>'.repeat(100_000) + '</a>'.repeat(100_000) },
  { what: '100,000 nested elements that never end', code: 'READ_DEPTH', make: () => '<a>'.repeat(100_000) },
  {
    what: '100,000 attributes',
    code: 'READ_ATTRIBUTES',
    make: () => `${START}${many(100_000, (at) => ` a${at}=""`)}></x:a>`,
  },
  {
    what: '100,000 attributes of the same name',
    code: 'READ_ATTRIBUTES',
    make: () => `${START}${' a=""'.repeat(100_000)}></x:a>`,
  },
  {
    what: '100,000 namespaces',
    code: 'READ_ATTRIBUTES',
    make: () => `${START}${many(100_000, (at) => ` xmlns:n${at}="urn:n${at}"`)}></x:a>`,
  },
  {
    what: 'an attribute of 10 MB',
    code: 'READ_ATTRIBUTES',
    make: () => `${START} a="${'x'.repeat(10_000_000)}"></x:a>`,
  },
  {
    what: 'an attribute of 10 MB that never ends',
    code: 'READ_ATTRIBUTES',
    make: () => `${START} a="${'x'.repeat(10_000_000)}`,
  },
  {
    what: 'a namespace of 1 MB',
    code: 'READ_ATTRIBUTES',
    make: () => `<x:a xmlns:x="urn:${'x'.repeat(1_000_000)}"></x:a>`,
  },
  { what: 'an element name of 1 MB', code: 'READ_NAME', make: () => `<${'n'.repeat(1_000_000)}></a>` },
  { what: 'an attribute name of 1 MB', code: 'READ_NAME', make: () => `${START} ${'n'.repeat(1_000_000)}=""></x:a>` },
  { what: 'an end tag name of 1 MB', code: 'READ_NAME', make: () => `<a></${'n'.repeat(1_000_000)}>` },
  { what: 'a million elements', code: 'READ_COUNT', make: () => '<a></a>'.repeat(1_000_000) },
  { what: 'a million empty elements', code: 'READ_COUNT', make: () => '<a/>'.repeat(1_000_000) },
];

/** The bomb in the header of an envelope. */
export const outside = (pkiDir: string, { make }: Bomb): string =>
  edit(forge(pkiDir).xml, '<absender>', `<absender>${make()}`);
/** The bomb in the message inside the encryption. */
export const inside = (pkiDir: string, { make }: Bomb): Buffer =>
  forge(pkiDir, { plain: (plain) => edit(plain, '<xbg:tatort>', `<xbg:tatort>${make()}`) }).bytes;
