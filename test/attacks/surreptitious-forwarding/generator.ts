import { loadKeyStore } from '../../../src/crypto/index.ts';
import { newUuid } from '../../../src/platform/ids.ts';
import { edit, forge, freshMessage } from '../../support/forge.ts';
import { BGB, POLIZEI } from '../../support/profile.ts';
import type { Case } from '../support.ts';

/** May send 3070 as the Bußgeldbehörde may, and takes it: the reader who becomes an attacker. */
export const KASSE = 'kas:146120000001';
const VOLLSTRECKUNG = 'vst:053150000001';
const TYPE = 'vollstreckung.erledigung.3070';

const signature = (pkiDir: string, schluessel: string) => loadKeyStore(pkiDir, schluessel).signature;
/** A message 3070 of the Bußgeldbehörde to a reader. */
const to = (leser: string, autor = BGB): string => {
  const xml = freshMessage(TYPE);
  return xml
    .replace(/(<leser>[\s\S]*?<kennung>)[^<]*/, `$1${leser}`)
    .replace(/(<autor>[\s\S]*?<kennung>)[^<]*/, `$1${autor}`);
};

/** A case handed in by the attacker's own Konnektor. */
export const byAttacker: readonly Case[] = [
  {
    what: 'a signed content of another author in an envelope of one’s own',
    code: 'OPEN_AUTHOR',
    make: (pkiDir) =>
      forge(pkiDir, {
        nachricht: to(KASSE),
        author: signature(pkiDir, BGB),
        signer: signature(pkiDir, KASSE),
        kopf: { absender: KASSE, empfaenger: VOLLSTRECKUNG },
      }).bytes,
  },
  {
    what: 'a signed content of another author, forwarded to the reader it names',
    code: 'OPEN_AUTHOR',
    make: (pkiDir) =>
      forge(pkiDir, {
        nachricht: to(VOLLSTRECKUNG),
        author: signature(pkiDir, BGB),
        signer: signature(pkiDir, KASSE),
        kopf: { absender: KASSE, empfaenger: VOLLSTRECKUNG },
      }).bytes,
  },
  {
    what: 'a content signed by oneself that names another author',
    code: 'OPEN_AUTHOR',
    make: (pkiDir) =>
      forge(pkiDir, {
        nachricht: to(VOLLSTRECKUNG, BGB),
        author: signature(pkiDir, KASSE),
        kopf: { absender: KASSE, empfaenger: VOLLSTRECKUNG },
      }).bytes,
  },
];

const disagree = (
  what: string,
  code: Case['code'],
  kopf: Parameters<typeof forge>[1] & object,
  detail?: string,
): Case => ({
  what,
  code,
  ...(detail === undefined ? {} : { detail }),
  make: (pkiDir) => forge(pkiDir, kopf).bytes,
});

export const cases: readonly Case[] = [
  {
    what: 'a content signed by somebody else than the envelope',
    code: 'OPEN_AUTHOR',
    make: (pkiDir) => forge(pkiDir, { author: signature(pkiDir, POLIZEI), signer: signature(pkiDir, BGB) }).bytes,
  },
  {
    what: 'an envelope signed by somebody else than its sender',
    code: 'BIND_SIGNER',
    make: (pkiDir) => forge(pkiDir, { author: signature(pkiDir, BGB), signer: signature(pkiDir, POLIZEI) }).bytes,
  },
  {
    what: 'reader of the content is not the recipient',
    code: 'OPEN_READER',
    make: (pkiDir) =>
      forge(pkiDir, { nachricht: to(KASSE), kopf: { empfaenger: VOLLSTRECKUNG, nachrichtentyp: TYPE } }).bytes,
  },
  {
    what: 'type of the content is not that of the header',
    code: 'OPEN_HEADER',
    detail: 'nachrichtentyp',
    make: (pkiDir) =>
      forge(pkiDir, { nachricht: to(POLIZEI), kopf: { nachrichtentyp: 'fahrerermittlung.ersuchen.1120' } }).bytes,
  },
  disagree(
    'UUID of the content is not that of the header',
    'OPEN_HEADER',
    { kopf: { nachrichtenUUID: newUuid() } },
    'nachrichtenUUID',
  ),
  disagree(
    'case of the content is not that of the header',
    'OPEN_HEADER',
    { kopf: { vorgangsUUID: newUuid() } },
    'vorgangsUUID',
  ),
  {
    what: 'the content says that it is no test, the header that it is',
    code: 'OPEN_HEADER',
    detail: 'test',
    make: (pkiDir) => forge(pkiDir, { nachricht: edit(freshMessage(), ' test="Beispiel"', '') }).bytes,
  },
  {
    what: 'the root is another message than the type inside says',
    code: 'OPEN_HEADER',
    detail: 'nachrichtentyp',
    make: (pkiDir) =>
      forge(pkiDir, {
        nachricht: freshMessage().replaceAll(
          'xbg:fahrerermittlung.ersuchen.1120',
          'xbg:fahrerermittlung.ergebnis.1121',
        ),
      }).bytes,
  },
  disagree('standard of the header is not that of the content', 'BIND_STANDARD', {
    kopf: { standard: 'urn:anderer:standard' },
  }),
];
