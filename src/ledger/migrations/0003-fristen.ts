import type { Migration } from '../migrate.ts';

/**
 * What the gateway watches of each case: when its limitation ends and who holds it, and which requests wait for an
 * answer. Working tables, not evidence: all of it can be made again from the stored messages, which is what `veraltet`
 * asks for. No content, no persons.
 */
export const fristen: Migration = {
  version: 3,
  name: 'fristen',
  sql: `
CREATE TABLE blaupause.fristwache (
  vorgang uuid PRIMARY KEY,
  -- messages of the case that this row has counted; another number than the writer knew makes it veraltet
  nachrichten integer NOT NULL,
  -- to be made again from the messages of the case
  veraltet boolean NOT NULL DEFAULT false,
  zustaendig text,
  -- last day of limitation; null where none is known or it matters no more
  fristende date,
  absolutes_ende date,
  -- the message that the end comes from
  quelle uuid,
  -- day of the next warning; null when none is to come
  naechste date,
  -- the last warning: stage in days, for which end, to whom
  gewarnt_stufe smallint,
  gewarnt_ende date,
  gewarnt_an text
) WITH (fillfactor = 80);
CREATE INDEX fristwache_faellig ON blaupause.fristwache (naechste, fristende) WHERE naechste IS NOT NULL;
CREATE INDEX fristwache_ende ON blaupause.fristwache (fristende) WHERE fristende IS NOT NULL;
CREATE INDEX fristwache_veraltet ON blaupause.fristwache (vorgang) WHERE veraltet;

CREATE TABLE blaupause.ersuchen (
  uuid uuid PRIMARY KEY,
  vorgang uuid NOT NULL,
  nachrichtentyp text NOT NULL,
  ersuchend text NOT NULL,
  ersucht text NOT NULL,
  erstellt timestamptz NOT NULL,
  rechtsgrundlage text NOT NULL,
  -- last day for the answer: asked for by the author, or the answer period of the standard
  faellig date NOT NULL,
  beantwortet timestamptz,
  durch uuid,
  -- reminders seen, whoever sent them
  erinnert smallint NOT NULL DEFAULT 0,
  -- last stage of the gateway's own reminders, in per cent of the period
  stufe smallint NOT NULL DEFAULT 0,
  naechste date
) WITH (fillfactor = 80);
CREATE INDEX ersuchen_vorgang ON blaupause.ersuchen (vorgang);
CREATE INDEX ersuchen_naechste ON blaupause.ersuchen (naechste, faellig) WHERE naechste IS NOT NULL;
CREATE INDEX ersuchen_offen ON blaupause.ersuchen (faellig) WHERE beantwortet IS NULL;

-- Cases that were there before: read again from their messages, a few at a time.
INSERT INTO blaupause.fristwache (vorgang, nachrichten, veraltet)
SELECT vorgang, count(*), true FROM blaupause.sendung GROUP BY vorgang;
`,
};
