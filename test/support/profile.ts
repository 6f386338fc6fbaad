import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/platform/paths.ts';
import { initPki, loadProfile } from '../../src/profile/index.ts';

/** Authorities of the tests' profile. */
export const BGB = 'bgb:145110000001';
/** has RSA keys; all others have EC keys */
export const POLIZEI = 'pol:092761440001';
export const MESSSTELLE = 'pol:145110000001';
export const KBA = 'kba:010010000001';
/** service provider with a mandate of the Bußgeldbehörde for message 1120 only */
export const DIENSTLEISTER = 'rzs:146120000001';
export const GATEWAY = 'gwy:146120000001';

const PROVIDER = `
  - schluessel: "${DIENSTLEISTER}"
    name: "Rechenzentrum Muster (fiktiv), Verfahrensbetrieb"
    kurz: rz-muster
    land: SN
    ags: "14612000"
    ort: Dresden
    rolle: dienstleister
    suite: ec
    zustellung: postfach
    sendet: ["0010", "0020"]
    nimmt: ["0010", "0020"]
    mandate:
      - fuer: "${BGB}"
        typen: ["1120"]
`;

/** The demo's profile for tests: everyone has a mailbox, one authority has RSA keys, one more is a service provider. */
const profileText = (): string => {
  const demo = readFileSync(join(packageRoot, 'profiles', 'demo.yaml'), 'utf8');
  const [before = '', after = ''] = demo.replaceAll('suite: rsa', 'suite: ec').split(`"${POLIZEI}"`);
  return (
    `${before}"${POLIZEI}"${after.replace('suite: ec', 'suite: rsa')}`.replaceAll(
      'zustellung: push',
      'zustellung: postfach',
    ) + PROVIDER
  );
};

/** Files that a gateway starts from. */
export interface InstallationFiles {
  readonly dir: string;
  readonly profile: string;
  readonly pkiDir: string;
}

/** Writes profile and development PKI into a folder. */
export async function writeInstallation(
  dir: string,
  change: (profile: string) => string = (text) => text,
): Promise<InstallationFiles> {
  mkdirSync(dir, { recursive: true });
  const profile = join(dir, 'profil.yaml');
  writeFileSync(profile, change(profileText()));
  const pkiDir = join(dir, 'pki');
  await initPki({ dir: pkiDir, profile: loadProfile(profile) });
  return { dir, profile, pkiDir };
}
