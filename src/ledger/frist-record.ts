import { toJson } from './json.ts';

/** What is watched of a case. Days are ISO dates; nothing about a person. */
export interface Wachtstand {
  /** Organisationsschlüssel of the authority that holds the case */
  readonly zustaendig?: string | undefined;
  /** last day of limitation; undefined where none is known or it matters no more */
  readonly fristende?: string | undefined;
  readonly absolutesEnde?: string | undefined;
  /** UUID of the message that the end comes from */
  readonly quelle?: string | undefined;
  /** day of the first warning of this end; may have passed */
  readonly naechste?: string | undefined;
}

/** A message that waits for an answer; sender, reader and time are those of its Sendung. */
export interface NeuesErsuchen {
  /** last day for the answer */
  readonly faellig: string;
  /** code of the legal basis, which a reminder repeats */
  readonly rechtsgrundlage: string;
  /** day of the first reminder */
  readonly naechste?: string | undefined;
}

/** What a Sendung changes in the watch of its case, written in its own transaction. */
export interface Fristnotiz extends Wachtstand {
  /** messages of the case that this state was made from, this one included */
  readonly gezaehlt: number;
  /** nothing is recorded when the case has got another message meanwhile, so that its order can be judged again */
  readonly streng?: boolean | undefined;
  /** the state was not read with this message: the next run reads the case */
  readonly ungelesen?: boolean | undefined;
  /** where this message waits for an answer */
  readonly ersuchen?: NeuesErsuchen | undefined;
  /** UUIDs of the requests that this message answers or withdraws */
  readonly beantwortet: readonly string[];
  /** where this message is the gateway's warning: its stage in days, of which end, to whom, and when the next is due */
  readonly gewarnt?:
    | { readonly stufe: number; readonly ende: string; readonly an: string; readonly naechste?: string | undefined }
    | undefined;
  /** where this message is a reminder: of which request, and, of the gateway's own, its stage and the next one's day */
  readonly erinnert?:
    | { readonly ersuchen: string; readonly stufe?: number; readonly naechste?: string | undefined }
    | undefined;
}

/** The note as the one JSON parameter of {@link FRIST_RECORD}; null without a watch. */
export const fristParameter = (notiz: Fristnotiz | undefined): string | null => {
  if (notiz === undefined) return null;
  const { gewarnt, erinnert, ersuchen } = notiz;
  // the warning's own plan counts as long as the case has not changed meanwhile
  const planned = gewarnt !== undefined && gewarnt.ende === notiz.fristende && gewarnt.an === notiz.zustaendig;
  return toJson({
    ...notiz,
    absolutes_ende: notiz.absolutesEnde,
    naechste: planned ? gewarnt.naechste : notiz.naechste,
    geplant: planned,
    gewarnt_stufe: gewarnt?.stufe,
    gewarnt_ende: gewarnt?.ende,
    gewarnt_an: gewarnt?.an,
    faellig: ersuchen?.faellig,
    rechtsgrundlage: ersuchen?.rechtsgrundlage,
    ersuchen_naechste: ersuchen?.naechste,
    erinnert: erinnert?.ersuchen,
    erinnert_stufe: erinnert?.stufe,
    erinnert_naechste: erinnert?.naechste,
    gewarnt: undefined,
    ersuchen: undefined,
  });
};

/** What breaks when another message of the case was faster: the number of its messages becomes null, which it must not be. */
export const OVERTAKEN = { code: '23502', table: 'fristwache', column: 'nachrichten' } as const;

/**
 * Whether a request waits, said so that no index of all requests that wait can be taken for it: without statistics the
 * planner takes that one for small. Statements about one case find its requests by the case.
 */
export const wartet = (request: string): string => `coalesce(${request}.beantwortet, 'infinity') = 'infinity'`;

/**
 * Contract: further parts of a statement that records Sendungen of different cases; `s` holds the rows of the new ones.
 * In:    {@link fristParameter} of each
 * Holds: the watch changes in the transaction of the message that changes it. Of two messages of one case at the same
 *        time the second finds another number of messages than its writer knew, and marks the row for a new reading;
 *        a strict one breaks on {@link OVERTAKEN} instead, so that nothing of it is written.
 *        The same end at the same authority keeps its planned warning; another one starts anew
 */
const fristRecord = (from: string, note: string): string => `, f AS (
  SELECT s.*, n.* FROM ${from}, jsonb_to_record(coalesce(${note}, '{}')::jsonb) AS n (gezaehlt integer, streng boolean, ungelesen boolean,
    zustaendig text, fristende date, absolutes_ende date, quelle uuid, naechste date, geplant boolean, gewarnt_stufe smallint,
    gewarnt_ende date, gewarnt_an text, beantwortet uuid[], faellig date, rechtsgrundlage text, ersuchen_naechste date,
    erinnert uuid, erinnert_stufe smallint, erinnert_naechste date)
  WHERE ${note} IS NOT NULL
), fw AS (
  INSERT INTO blaupause.fristwache AS w (vorgang, nachrichten, veraltet, zustaendig, fristende, absolutes_ende, quelle,
    naechste, gewarnt_stufe, gewarnt_ende, gewarnt_an)
  SELECT vorgang, gezaehlt, coalesce(ungelesen, false), zustaendig, fristende, absolutes_ende, quelle, naechste,
    gewarnt_stufe, gewarnt_ende, gewarnt_an FROM f ORDER BY vorgang
  ON CONFLICT (vorgang) DO UPDATE SET
    nachrichten = CASE WHEN (SELECT streng FROM f WHERE f.vorgang = EXCLUDED.vorgang) AND w.nachrichten + 1 <> EXCLUDED.nachrichten THEN NULL
      ELSE w.nachrichten + 1 END,
    veraltet = w.veraltet OR EXCLUDED.veraltet OR w.nachrichten + 1 <> EXCLUDED.nachrichten,
    zustaendig = EXCLUDED.zustaendig, fristende = EXCLUDED.fristende, absolutes_ende = EXCLUDED.absolutes_ende,
    quelle = EXCLUDED.quelle,
    naechste = CASE WHEN (SELECT geplant FROM f WHERE f.vorgang = EXCLUDED.vorgang)
        OR (w.fristende, w.zustaendig) IS DISTINCT FROM (EXCLUDED.fristende, EXCLUDED.zustaendig)
      THEN EXCLUDED.naechste ELSE w.naechste END,
    gewarnt_stufe = coalesce(EXCLUDED.gewarnt_stufe, w.gewarnt_stufe),
    gewarnt_ende = coalesce(EXCLUDED.gewarnt_ende, w.gewarnt_ende),
    gewarnt_an = coalesce(EXCLUDED.gewarnt_an, w.gewarnt_an)
), fe AS (
  INSERT INTO blaupause.ersuchen (uuid, vorgang, nachrichtentyp, ersuchend, ersucht, erstellt, rechtsgrundlage, faellig,
    naechste)
  SELECT uuid, vorgang, nachrichtentyp, absender, empfaenger, erstellungszeitpunkt, rechtsgrundlage, faellig,
    ersuchen_naechste FROM f WHERE faellig IS NOT NULL
), fa AS (
  UPDATE blaupause.ersuchen AS e SET beantwortet = f.eingegangen, durch = f.uuid, naechste = NULL
  FROM f WHERE e.vorgang = f.vorgang AND e.uuid = ANY (f.beantwortet) AND ${wartet('e')}
), fr AS (
  UPDATE blaupause.ersuchen AS e SET erinnert = e.erinnert + 1, stufe = coalesce(f.erinnert_stufe, e.stufe),
    naechste = CASE WHEN f.erinnert_stufe IS NULL THEN e.naechste ELSE f.erinnert_naechste END
  FROM f WHERE e.vorgang = f.vorgang AND e.uuid = f.erinnert AND ${wartet('e')}
)`;

/** Of one Sendung, whose note is $22. */
export const FRIST_RECORD = fristRecord('s', '$22');

/** Of several, whose notes stand in the column `frist` of `e`. */
export const FRIST_RECORD_EACH = fristRecord('s JOIN e USING (uuid)', 'e.frist');
