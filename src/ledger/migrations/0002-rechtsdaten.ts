import type { Migration } from '../migrate.ts';

/**
 * Legal dates and outcomes of a message (service, Rechtskraft, settlement), which the order of the procedure hangs on.
 * They say nothing about a person and stay when the content is deleted.
 */
export const rechtsdaten: Migration = {
  version: 2,
  name: 'rechtsdaten',
  sql: `ALTER TABLE blaupause.sendung ADD COLUMN daten jsonb NOT NULL DEFAULT '{}'`,
};
