import type { Migration } from '../migrate.ts';

/**
 * The ledger's tables. Evidence (sendung, ereignis, abholung, abweisung, log_*) is only ever inserted; what may
 * change or go (inhalt, ausgang, log_salz, log_offen) stands in tables of its own.
 */
export const grundlage: Migration = {
  version: 1,
  name: 'grundlage',
  sql: `


-- One accepted Sendung with what must be known about it for ever. Receipt and verdicts stand in the same row:
-- a Sendung without receipt cannot exist (G2). The primary key decides a race on one UUID (G1). The row itself is
-- the evidence of the events eingegangen and geprueft.
CREATE TABLE blaupause.sendung (
  uuid uuid PRIMARY KEY,
  sha256 bytea NOT NULL CHECK (length(sha256) = 32),
  groesse integer NOT NULL,
  nachrichtentyp text NOT NULL,
  standard text NOT NULL,
  absender text NOT NULL,
  empfaenger text NOT NULL,
  vorgang uuid NOT NULL,
  bezug uuid,
  erstellt timestamptz NOT NULL,
  gueltig_bis timestamptz NOT NULL,
  erstellungszeitpunkt timestamptz NOT NULL,
  test boolean NOT NULL,
  eingegangen timestamptz NOT NULL,
  pruefungen jsonb NOT NULL,
  quittung bytea NOT NULL
) WITH (toast_tuple_target = 8160);
COMMENT ON COLUMN blaupause.sendung.erstellungszeitpunkt IS 'legal time from the message header';
COMMENT ON COLUMN blaupause.sendung.eingegangen IS 'technical time of receipt';
CREATE INDEX sendung_sha256 ON blaupause.sendung USING hash (sha256);
CREATE INDEX sendung_vorgang ON blaupause.sendung (vorgang, erstellungszeitpunkt);
CREATE INDEX sendung_eingegangen ON blaupause.sendung USING brin (eingegangen);

-- The bytes as handed in. Deleted by retention while everything else stays (G5).
CREATE TABLE blaupause.inhalt (
  uuid uuid PRIMARY KEY,
  bytes bytea NOT NULL
);
-- Sealed bytes do not compress: storing them plain saves the attempt.
ALTER TABLE blaupause.inhalt ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE blaupause.sendung ALTER COLUMN quittung SET STORAGE EXTERNAL;

-- The Laufzettel: what happened to a Sendung after its acceptance, in order of id.
CREATE TABLE blaupause.ereignis (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uuid uuid NOT NULL,
  art text NOT NULL CHECK (art IN ('bereitgestellt', 'zugestellt', 'abgeholt', 'verarbeitet', 'unzustellbar',
                                   'wiedervorgelegt')),
  zeit timestamptz NOT NULL,
  detail jsonb
);
CREATE INDEX ereignis_uuid ON blaupause.ereignis (uuid, id);
-- What happens at most once in the life of a Sendung.
CREATE UNIQUE INDEX ereignis_einmal ON blaupause.ereignis (uuid, art)
  WHERE art IN ('zugestellt', 'abgeholt', 'verarbeitet');

-- The reader's signed acknowledgement that closed the delivery: the first one stays.
CREATE TABLE blaupause.abholung (
  uuid uuid PRIMARY KEY REFERENCES blaupause.sendung,
  bytes bytea NOT NULL,
  zeit timestamptz NOT NULL
);

-- Every refusal with its signed answer (G6). uuid and absender as claimed by whoever sent it, where readable.
CREATE TABLE blaupause.abweisung (
  id uuid PRIMARY KEY,
  uuid text,
  sha256 bytea NOT NULL,
  absender text,
  code text NOT NULL,
  grund text NOT NULL,
  zeit timestamptz NOT NULL,
  antwort bytea NOT NULL,
  alarm boolean NOT NULL
);
CREATE INDEX abweisung_uuid ON blaupause.abweisung (uuid) WHERE uuid IS NOT NULL;
CREATE INDEX abweisung_zeit ON blaupause.abweisung (zeit);

-- The outbox: where the delivery of each Sendung stands. nr gives the order of acceptance (not of commit).
CREATE TABLE blaupause.ausgang (
  uuid uuid PRIMARY KEY,
  nr bigint GENERATED ALWAYS AS IDENTITY,
  sha256 bytea NOT NULL,
  empfaenger text NOT NULL,
  prioritaet integer NOT NULL,
  status text NOT NULL DEFAULT 'wartet'
    CHECK (status IN ('wartet', 'bereitgestellt', 'zugestellt', 'abgeholt', 'unzustellbar')),
  versuche integer NOT NULL DEFAULT 0,
  naechster_versuch timestamptz,
  fehlercode text,
  geaendert timestamptz NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX ausgang_wartet ON blaupause.ausgang (nr) WHERE status = 'wartet';
CREATE INDEX ausgang_postfach ON blaupause.ausgang (empfaenger, nr) WHERE status = 'bereitgestellt';
CREATE INDEX ausgang_tot ON blaupause.ausgang (nr) WHERE status = 'unzustellbar';

-- A leaf of the transparency log, written in the transaction of what it witnesses; its place comes later.
CREATE TABLE blaupause.log_blatt (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  leaf_hash bytea NOT NULL CHECK (length(leaf_hash) = 32),
  payload bytea NOT NULL,
  bezug uuid NOT NULL,
  zeit timestamptz NOT NULL
);
CREATE INDEX log_blatt_bezug ON blaupause.log_blatt (bezug);
-- The salt that ties a leaf to a case: deleted, the leaf stays and says nothing any more.
CREATE TABLE blaupause.log_salz (
  blatt bigint PRIMARY KEY,
  salz bytea NOT NULL
);
-- Leaves that have no index yet; a work list, not evidence.
CREATE TABLE blaupause.log_offen (blatt bigint PRIMARY KEY);
-- The place of each leaf in the log: 0, 1, 2 … without gaps, given once.
CREATE TABLE blaupause.log_index (
  seq bigint PRIMARY KEY CHECK (seq >= 0),
  blatt bigint NOT NULL UNIQUE REFERENCES blaupause.log_blatt
);
-- Signed checkpoints; what a checkpoint has promised is never taken back.
CREATE TABLE blaupause.log_checkpoint (
  groesse bigint PRIMARY KEY CHECK (groesse >= 0),
  wurzel bytea NOT NULL CHECK (length(wurzel) = 32),
  note bytea NOT NULL,
  zeit timestamptz NOT NULL
);
-- Tiles as served; a cache that can be rebuilt from the leaves. level -1 holds entry bundles.
CREATE TABLE blaupause.log_kachel (
  level smallint NOT NULL,
  nr bigint NOT NULL,
  breite smallint NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (level, nr, breite)
);
ALTER TABLE blaupause.log_kachel ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Second line of defence behind the rights: not even the owner changes evidence by mistake.
CREATE FUNCTION blaupause.beweis_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'evidence in % is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
DO $$
DECLARE beweis text;
BEGIN
  FOREACH beweis IN ARRAY ARRAY['sendung', 'ereignis', 'abholung', 'abweisung', 'log_blatt', 'log_index', 'log_checkpoint'] LOOP
    EXECUTE format('CREATE TRIGGER beweis_bleibt BEFORE UPDATE OR DELETE OR TRUNCATE ON blaupause.%I
                    FOR EACH STATEMENT EXECUTE FUNCTION blaupause.beweis_bleibt()', beweis);
  END LOOP;
END $$;
`,
};
