import { loadKeyStore } from '../../../src/crypto/index.ts';
import { forge, freshMessage } from '../../support/forge.ts';
import { BGB, DIENSTLEISTER, GATEWAY, KBA, MESSSTELLE, POLIZEI } from '../../support/profile.ts';
import type { Case } from '../support.ts';

export interface SenderCase extends Case {
  /** who holds the connection */
  readonly client: string;
}

const TO_OTHER = 'fahrerermittlung.halterauskunft.1110';

export const cases: readonly SenderCase[] = [
  {
    what: 'the connection of another authority',
    client: KBA,
    code: 'IDENT_SENDER',
    make: (pkiDir) => forge(pkiDir).bytes,
  },
  {
    what: 'the connection of the reader',
    client: POLIZEI,
    code: 'IDENT_SENDER',
    make: (pkiDir) => forge(pkiDir).bytes,
  },
  {
    what: 'the connection of the gateway itself',
    client: GATEWAY,
    code: 'IDENT_SENDER',
    make: (pkiDir) => forge(pkiDir).bytes,
  },
  {
    what: 'a sender that does not exist',
    client: BGB,
    code: 'IDENT_SENDER',
    make: (pkiDir) => forge(pkiDir, { kopf: { absender: 'bgb:999999990001' } }).bytes,
  },
  {
    what: 'a provider for a type beyond its mandate',
    client: DIENSTLEISTER,
    code: 'IDENT_SENDER',
    make: (pkiDir) => forge(pkiDir, { typ: TO_OTHER }).bytes,
  },
  {
    what: 'a provider for an authority that gave no mandate',
    client: DIENSTLEISTER,
    code: 'IDENT_SENDER',
    make: (pkiDir) =>
      forge(pkiDir, { typ: 'anzeige.uebermittlung.1010', author: loadKeyStore(pkiDir, MESSSTELLE).signature }).bytes,
  },
  {
    what: 'a provider that signs itself for its principal',
    client: DIENSTLEISTER,
    code: 'BIND_SIGNER',
    make: (pkiDir) => forge(pkiDir, { author: loadKeyStore(pkiDir, DIENSTLEISTER).signature }).bytes,
  },
  {
    what: 'a type that the sender may not send',
    client: KBA,
    code: 'BIND_SENDER_SERVICE',
    make: (pkiDir) => forge(pkiDir, { author: loadKeyStore(pkiDir, KBA).signature, kopf: { absender: KBA } }).bytes,
  },
  {
    what: 'a recipient that nobody knows',
    client: BGB,
    code: 'BIND_RECIPIENT',
    make: (pkiDir) => forge(pkiDir, { readers: [POLIZEI, GATEWAY], kopf: { empfaenger: 'pol:999999990001' } }).bytes,
  },
  {
    what: 'a recipient that does not take the type',
    client: BGB,
    code: 'BIND_SERVICE',
    make: (pkiDir) => forge(pkiDir, { kopf: { empfaenger: KBA } }).bytes,
  },
  {
    what: 'the gateway as recipient',
    client: BGB,
    code: 'BIND_SERVICE',
    make: (pkiDir) => forge(pkiDir, { readers: [GATEWAY], kopf: { empfaenger: GATEWAY } }).bytes,
  },
  {
    what: 'a productive message at a test gateway',
    client: BGB,
    code: 'BIND_TEST',
    make: (pkiDir) => forge(pkiDir, { kopf: { test: false } }).bytes,
  },
  {
    what: 'a standard that the recipient does not speak',
    client: BGB,
    code: 'BIND_STANDARD',
    make: (pkiDir) => forge(pkiDir, { nachricht: freshMessage(), kopf: { standard: 'urn:xoev-de:anderer:1' } }).bytes,
  },
];
