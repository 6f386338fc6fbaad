import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'vitest';
import { packageRoot } from '../../src/platform/paths.ts';

test('the generated types and descriptors are those of the schemas', () => {
  execFileSync(process.execPath, [join(packageRoot, 'scripts/generate-standard.ts'), '--check'], { stdio: 'pipe' });
});
