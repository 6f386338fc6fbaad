/** What the application role may do with each table; everything else is refused by PostgreSQL. */
const RIGHTS: Readonly<Record<string, string>> = {
  // Evidence: written once, never changed.
  sendung: 'SELECT, INSERT',
  ereignis: 'SELECT, INSERT',
  abholung: 'SELECT, INSERT',
  abweisung: 'SELECT, INSERT',
  loeschung: 'SELECT, INSERT',
  log_blatt: 'SELECT, INSERT',
  log_index: 'SELECT, INSERT',
  log_checkpoint: 'SELECT, INSERT',
  // Content and salts: retention deletes them, nobody changes them.
  inhalt: 'SELECT, INSERT, DELETE',
  log_salz: 'SELECT, INSERT, DELETE',
  log_offen: 'SELECT, INSERT, DELETE',
  // States and caches.
  ausgang: 'SELECT, INSERT, UPDATE',
  fristwache: 'SELECT, INSERT, UPDATE',
  ersuchen: 'SELECT, INSERT, UPDATE',
  fristplan: 'SELECT, INSERT, UPDATE',
  rueckgabe: 'SELECT, INSERT, UPDATE',
  log_kachel: 'SELECT, INSERT, UPDATE, DELETE',
};

/** Tables that hold evidence: the application role can neither change nor delete their rows. */
export const EVIDENCE_TABLES: readonly string[] = Object.keys(RIGHTS).filter((t) => RIGHTS[t] === 'SELECT, INSERT');

/**
 * Statements that give a role exactly {@link RIGHTS}, whatever it had before, and the right to make a schema of its
 * own in this database for the queue.
 *
 * @param role name, quoted as an identifier
 * @param database name, quoted as an identifier
 */
export const grantStatements = (role: string, database: string): string =>
  [
    `GRANT CONNECT, CREATE ON DATABASE ${database} TO ${role}`,
    `GRANT USAGE ON SCHEMA blaupause TO ${role}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA blaupause FROM ${role}`,
    ...Object.entries(RIGHTS).map(([table, rights]) => `GRANT ${rights} ON blaupause.${table} TO ${role}`),
    `GRANT SELECT ON blaupause.migration TO ${role}`,
  ].join(';\n');
