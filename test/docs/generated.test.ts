import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'vitest';
import { packageRoot } from '../../src/platform/paths.ts';

test('every generated part of the documentation is what the code says today', { timeout: 60_000 }, () => {
  execFileSync(process.execPath, [join(packageRoot, 'scripts/generate-docs.ts'), '--check'], { stdio: 'pipe' });
});
