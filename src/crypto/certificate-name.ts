import type { AttributeTypeAndValue, RelativeDistinguishedNames } from 'pkijs';

/** Object identifiers of the name parts that German authorities use, with their RFC 4514 keywords. */
const KEYWORDS: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.17': 'postalCode',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.25': 'DC',
};

/** OID of organizationIdentifier (ETSI EN 319 412-1): here it carries the Organisationsschlüssel. */
export const ORGANIZATION_IDENTIFIER = '2.5.4.97';

const text = (attribute: AttributeTypeAndValue): string => String(attribute.value.valueBlock.value ?? '');

const hexByte = (character: string): string =>
  [...Buffer.from(character, 'utf8')].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');

/** Escapes as RFC 4514 section 2.4 asks; control characters become hex pairs, so a name stays inert in logs and pages. */
const escapeValue = (value: string): string =>
  value
    .replace(/[\\"+,;<>=]/g, (character) => `\\${character}`)
    .replace(/\p{C}/gu, hexByte)
    .replace(/^[ #]/, (character) => `\\${character}`)
    .replace(/ $/, '\\ ');

/** A distinguished name as text, most specific part first (RFC 4514), e.g. `CN=…,OU=…,O=…,C=DE`. */
export const nameToText = (name: RelativeDistinguishedNames): string =>
  name.typesAndValues
    .toReversed()
    .map((attribute) => `${KEYWORDS[attribute.type] ?? attribute.type}=${escapeValue(text(attribute))}`)
    .join(',');

/** All values of one name part, in the order of the certificate. */
export const nameValues = (name: RelativeDistinguishedNames, oid: string): string[] =>
  name.typesAndValues.filter((attribute) => attribute.type === oid).map(text);
