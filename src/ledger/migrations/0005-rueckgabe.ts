import type { Migration } from '../migrate.ts';

/**
 * Undeliverable Sendungen go back to their authors: the state and event `zurueckgegeben`, once in the life of a Sendung
 * and never left but for an acknowledgement that comes late. `rueckgabe` is the work list of the refusals (0010) that
 * have to be sent for them; what it says can be made again from the events.
 */
export const rueckgabe: Migration = {
  version: 5,
  name: 'rueckgabe',
  sql: `
ALTER TABLE blaupause.ereignis DROP CONSTRAINT ereignis_art_check, ADD CONSTRAINT ereignis_art_check
  CHECK (art IN ('bereitgestellt', 'zugestellt', 'abgeholt', 'verarbeitet', 'unzustellbar', 'wiedervorgelegt',
                 'zurueckgegeben'));
CREATE UNIQUE INDEX ereignis_zurueck ON blaupause.ereignis (uuid) WHERE art = 'zurueckgegeben';
ALTER TABLE blaupause.ausgang DROP CONSTRAINT ausgang_status_check, ADD CONSTRAINT ausgang_status_check
  CHECK (status IN ('wartet', 'bereitgestellt', 'zugestellt', 'abgeholt', 'unzustellbar', 'zurueckgegeben'));

CREATE TABLE blaupause.rueckgabe (
  uuid uuid PRIMARY KEY,
  -- the refusal that tells the author
  rueckweisung uuid NOT NULL,
  zeit timestamptz NOT NULL DEFAULT now(),
  -- when it is sent or tried again; null when it is sent
  naechste timestamptz,
  -- why it could not be sent the last time
  fehlercode text
);
CREATE INDEX rueckgabe_offen ON blaupause.rueckgabe (naechste) WHERE naechste IS NOT NULL;
CREATE INDEX rueckgabe_zeit ON blaupause.rueckgabe (zeit);
`,
};
