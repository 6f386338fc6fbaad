import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { folderName, KEY_PURPOSES, type KeyPurpose } from '../../crypto/index.ts';
import { fault } from '../../platform/errors.ts';
import { ORGANISATIONSSCHLUESSEL_PATTERN } from '../../platform/ids.ts';
import { participants } from '../load.ts';
import type { Profile } from '../schema.ts';
import { writeWhole } from './files.ts';
import { layout } from './layout.ts';

/** Paths inside the PKI only: no absolute ones, none that climb out. */
const path = z.string().regex(/^(?!\/)(?!.*\.\.)[A-Za-z0-9._/-]+\.pem$/);
const paths = z.array(path).min(1);

/** Form of `verzeichnis.yaml`: certificates by relative path, the one in use first, replaced ones after it. */
export const verzeichnisSchema = z.strictObject({
  profil: z.string(),
  version: z.string(),
  teilnehmer: z.array(
    z.strictObject({
      schluessel: z.string().regex(ORGANISATIONSSCHLUESSEL_PATTERN),
      name: z.string(),
      tls: paths,
      signature: paths,
      encryption: paths,
    }),
  ),
});
export type Verzeichnis = z.infer<typeof verzeichnisSchema>;

/** Certificates of one purpose that lie in an authority's folder, the one in use first. */
export const certificateFiles = (dir: string, schluessel: string, purpose: KeyPurpose): string[] => {
  const folder = folderName(schluessel);
  const former = readdirSync(join(dir, folder)).filter((name) => new RegExp(`^${purpose}-[0-9a-f]+\\.pem$`).test(name));
  return [layout.certificate(schluessel, purpose), ...former.sort().map((name) => join(folder, name))];
};

/** Writes `verzeichnis.yaml` from what lies in the folders. */
export const writeVerzeichnis = (dir: string, profile: Profile): void => {
  const verzeichnis: Verzeichnis = {
    profil: profile.profil,
    version: profile.version,
    teilnehmer: participants(profile).map(({ schluessel, name }) => {
      const [tls, signature, encryption] = KEY_PURPOSES.map((purpose) => certificateFiles(dir, schluessel, purpose));
      return { schluessel, name, tls: tls ?? [], signature: signature ?? [], encryption: encryption ?? [] };
    }),
  };
  const head = `# ${basename(layout.directory)}: Zertifikate der Teilnehmer, je Zweck das benutzte zuerst. Erzeugt von blaupause pki.\n`;
  writeWhole(join(dir, layout.directory), head + stringify(verzeichnis, { lineWidth: 0 }));
};

/**
 * Reads `verzeichnis.yaml` of a PKI.
 *
 * @throws PKI with the path where it is missing or has another form
 */
export const readVerzeichnis = (dir: string): Verzeichnis => {
  const file = join(dir, layout.directory);
  try {
    return verzeichnisSchema.parse(parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 }));
  } catch (cause) {
    throw fault('PKI', { detail: `${file} fehlt oder hat nicht die erwartete Form.`, cause });
  }
};
