import type pg from 'pg';

/**
 * Runs work in one transaction under an advisory lock that no other process shares; commits when `work` returns.
 *
 * @param lock number of the duty
 * @returns what `work` returned, or undefined when another process is at it
 */
export async function alone<T>(
  pool: pg.Pool,
  lock: number,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T | undefined> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [lock]);
    const result = rows[0]?.mine ? await work(client) : undefined;
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
