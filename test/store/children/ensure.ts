/** Uses the embedded server of a folder for a while. Arguments: folder, milliseconds. Prints how it went as JSON. */
import pg from 'pg';
import { ensureDatabase } from '../../../src/ledger/index.ts';

const database = await ensureDatabase({ dataDir: process.argv[2] });
const client = new pg.Client({ connectionString: database.url });
await client.connect();
const { rows } = await client.query<{ started: string }>('SELECT pg_postmaster_start_time()::text AS started');
process.stdout.write(`${JSON.stringify({ started: rows[0]?.started, folder: database.folder })}\n`);
await new Promise((done) => setTimeout(done, Number(process.argv[3] ?? 0)));
await client.end();
await database.release();
