import type pg from 'pg';
import { leavesOf } from './leaves.ts';
import { type Loeschzeit, loeschzeit } from './loeschzeit.ts';
import { patiently } from './pool.ts';
import { abweisungen, findByUuid, laufzettel } from './queries.ts';
import type { Ereignis, StoredRefusal, StoredSendung } from './types.ts';

/** Where a leaf of the transparency log stands. */
export interface Blattlage {
  /** hexadecimal */
  readonly blatt: string;
  readonly zeit: Date;
  readonly index: number | undefined;
  /** the first signed checkpoint that covers it */
  readonly checkpoint: { readonly groesse: number; readonly zeit: Date } | undefined;
}

/** A message that refers to this one. */
export interface Folgenachricht {
  readonly uuid: string;
  readonly nachrichtentyp: string;
  readonly absender: string;
  readonly eingegangen: Date;
}

/** Everything that the store knows of a message, without content. */
export interface Werdegang {
  readonly sendung: StoredSendung;
  /** UUID of the message that it answers */
  readonly bezug: string | undefined;
  readonly ereignisse: readonly Ereignis[];
  readonly zustellung: {
    readonly prioritaet: number;
    readonly versuche: number;
    /** of the last failed attempt */
    readonly fehlercode: string | undefined;
    readonly naechsterVersuch: Date | undefined;
    readonly geaendert: Date;
  };
  /** whether the bytes are still stored */
  readonly inhaltVorhanden: boolean;
  /** when they were deleted, where they are not and the protocol of retention knows */
  readonly inhaltGeloescht: Loeschzeit | undefined;
  readonly folgenachrichten: readonly Folgenachricht[];
  readonly blaetter: readonly Blattlage[];
  /** refusals of Sendungen that claimed its UUID */
  readonly abweisungen: readonly StoredRefusal[];
}

interface StateRow {
  prioritaet: number;
  versuche: number;
  fehlercode: string | null;
  naechster_versuch: Date | null;
  geaendert: Date;
  bezug: string | null;
  inhalt: boolean;
}

const STATE = `
SELECT a.prioritaet, a.versuche, a.fehlercode, a.naechster_versuch, a.geaendert, s.bezug,
       EXISTS (SELECT FROM blaupause.inhalt i WHERE i.uuid = s.uuid) AS inhalt
FROM blaupause.sendung s JOIN blaupause.ausgang a USING (uuid) WHERE s.uuid = $1`;

/** Within one case, which has an index; an answer belongs to the case of its question. */
const FOLLOWING = `
SELECT f.uuid, f.nachrichtentyp, f.absender, f.eingegangen FROM blaupause.sendung s
JOIN blaupause.sendung f ON f.vorgang = s.vorgang AND f.bezug = s.uuid
WHERE s.uuid = $1 ORDER BY f.eingegangen, f.uuid LIMIT 1000`;

/** The refusals of a UUID that nobody was given a receipt for count, too. */
export const abgewieseneVersuche = (pool: pg.Pool, uuid: string): Promise<StoredRefusal[]> =>
  abweisungen(pool, { uuid, limit: 1000 });

/** Everything that the store knows of an accepted message; undefined where it knows none. @throws STORE_UNAVAILABLE */
export async function werdegang(pool: pg.Pool, uuid: string): Promise<Werdegang | undefined> {
  const sendung = await findByUuid(pool, uuid);
  if (sendung === undefined) return undefined;
  const { rows } = await patiently(() => pool.query<StateRow>(STATE, [uuid]));
  const [state] = rows;
  if (state === undefined) return undefined;
  const following = await patiently(() => pool.query<Folgenachricht>(FOLLOWING, [uuid]));
  return {
    sendung,
    bezug: state.bezug ?? undefined,
    ereignisse: await laufzettel(pool, uuid),
    zustellung: {
      prioritaet: state.prioritaet,
      versuche: state.versuche,
      fehlercode: state.fehlercode ?? undefined,
      naechsterVersuch: state.naechster_versuch ?? undefined,
      geaendert: state.geaendert,
    },
    inhaltVorhanden: state.inhalt,
    inhaltGeloescht: state.inhalt ? undefined : await loeschzeit(pool, uuid),
    folgenachrichten: following.rows,
    blaetter: await blattlagen(pool, uuid),
    abweisungen: await abgewieseneVersuche(pool, uuid),
  };
}

/** The leaves of a message or refusal with their places. */
async function blattlagen(pool: pg.Pool, bezug: string): Promise<Blattlage[]> {
  const leaves = await patiently(() => leavesOf(pool, bezug));
  return Promise.all(
    leaves.map(async ({ leafHash, zeit, index }) => {
      const checkpoint = index === undefined ? undefined : await firstCheckpoint(pool, index);
      return { blatt: leafHash.toString('hex'), zeit, index, checkpoint };
    }),
  );
}

async function firstCheckpoint(pool: pg.Pool, index: number): Promise<Blattlage['checkpoint']> {
  const { rows } = await patiently(() =>
    pool.query<{ groesse: string; zeit: Date }>(
      'SELECT groesse, zeit FROM blaupause.log_checkpoint WHERE groesse > $1 ORDER BY groesse LIMIT 1',
      [index],
    ),
  );
  const [row] = rows;
  return row && { groesse: Number(row.groesse), zeit: row.zeit };
}
