import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/platform/paths.ts';
import { type Profile, parseProfile } from '../../src/profile/index.ts';

/** The demo's profile cut down to a few authorities, with EC keys unless one asks for RSA: quick to make. */
export const smallProfile = (change: (text: string) => string = (text) => text): Profile => {
  const text = readFileSync(join(packageRoot, 'profiles', 'demo.yaml'), 'utf8').replaceAll('suite: rsa', 'suite: ec');
  return parseProfile(change(text));
};

/** Only these authorities, by short name. */
export const only = (profile: Profile, ...names: string[]): Profile => ({
  ...profile,
  behoerden: profile.behoerden.filter(({ kurz }) => names.includes(kurz)),
});
