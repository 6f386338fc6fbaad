import type { Migration } from '../migrate.ts';

/**
 * The checksum of each receipt, byte for byte: its signature does not cover what stands beside the signed content. The
 * database makes it when the row is written, so that a program of the version before can still write during an update.
 * Receipts from before have none. Beside it the protocol of what retention deletes.
 */
export const pruefsumme: Migration = {
  version: 6,
  name: 'pruefsumme',
  sql: `
ALTER TABLE blaupause.sendung ADD COLUMN quittung_sha256 bytea;
CREATE FUNCTION blaupause.quittung_pruefsumme() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.quittung_sha256 := sha256(NEW.quittung);
  RETURN NEW;
END $$;
CREATE TRIGGER quittung_pruefsumme BEFORE INSERT ON blaupause.sendung
  FOR EACH ROW EXECUTE FUNCTION blaupause.quittung_pruefsumme();

-- What one step of retention deleted, written in its transaction: counts by message type, never UUIDs.
CREATE TABLE blaupause.loeschung (
  id uuid PRIMARY KEY,
  zeit timestamptz NOT NULL,
  bericht jsonb NOT NULL
);
CREATE TRIGGER beweis_bleibt BEFORE UPDATE OR DELETE OR TRUNCATE ON blaupause.loeschung
  FOR EACH STATEMENT EXECUTE FUNCTION blaupause.beweis_bleibt();
-- Retention looks for salts by the age of their leaves.
CREATE INDEX log_blatt_zeit ON blaupause.log_blatt USING brin (zeit);
`,
};
