import type { Migration } from '../migrate.ts';

/** The stages of warnings and reminders that all plans were made with; one row. */
export const fristplan: Migration = {
  version: 4,
  name: 'fristplan',
  sql: `CREATE TABLE blaupause.fristplan (
  einzig boolean PRIMARY KEY DEFAULT true CHECK (einzig),
  stufen jsonb NOT NULL
)`,
};
