import { registerCheckpoint } from './audit-checkpoint.ts';
import { registerFsck } from './audit-fsck.ts';
import { registerTiles } from './audit-tiles.ts';
import { registerTrace } from './audit-trace.ts';
import type { Register } from './output.ts';

/** `blaupause audit`: checks of evidence. Each subcommand has a file of its own. */
export const registerAudit: Register = (program, done) => {
  const audit = program
    .command('audit')
    .description('Check evidence: the store, its log, the way of a message.')
    .addHelpText('after', '\nExample:\n  blaupause audit fsck');
  for (const register of [registerFsck, registerCheckpoint, registerTiles, registerTrace]) register(audit, done);
};
