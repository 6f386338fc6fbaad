import { resolvePath } from '../platform/paths.ts';
import type { StandardVersion } from '../standard/index.ts';

/** Option of the commands that check messages: further versions of the standard beside that of the package. */
export const standardOption = [
  '--standard <folder>',
  'further version of the standard, in the layout of xsd/; repeat the option for more',
  (folder: string, folders: readonly string[] = []): readonly string[] => [...folders, folder],
] as const;

/** The versions that such a command knows. @throws FILE, SETTINGS */
export async function versionsOf(folders: readonly string[] = []): Promise<readonly StandardVersion[]> {
  const { loadVersions } = await import('../standard/index.ts');
  return loadVersions(folders.map(resolvePath));
}
