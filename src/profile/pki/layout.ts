import { join } from 'node:path';
import { folderName, type KeyPurpose } from '../../crypto/index.ts';

/** Paths inside a development PKI, relative to its folder. */
export const layout = {
  info: 'pki.json',
  directory: 'verzeichnis.yaml',
  root: { certificate: join('ca', 'ca.pem'), key: join('ca', 'ca.key.pem'), crl: join('ca', 'crl', 'ca.crl.pem') },
  issuing: {
    certificate: join('ca', 'issuing.pem'),
    key: join('ca', 'issuing.key.pem'),
    crl: join('ca', 'crl', 'issuing.crl.pem'),
  },
  certificate: (schluessel: string, purpose: KeyPurpose): string => join(folderName(schluessel), `${purpose}.pem`),
  key: (schluessel: string, purpose: KeyPurpose): string => join(folderName(schluessel), `${purpose}.key.pem`),
  pkcs12: (schluessel: string, purpose: KeyPurpose): string => join(folderName(schluessel), `${purpose}.p12`),
} as const;
