/** Migrates; killed by the test within a step that takes long. Arguments: owner URL, SQL of the last step. */
import { migrate } from '../../../src/ledger/index.ts';
import { migrations } from '../../../src/ledger/migrations/index.ts';

const [, , ownerUrl = '', sql = ''] = process.argv;
await migrate(ownerUrl, { steps: [...migrations, { version: 999, name: 'lang', sql }] });
