import type pg from 'pg';
import { addDays } from '../src/procedure/index.ts';

/** A case as `blaupause deadlines` reads it. */
export interface Fallakte {
  readonly tat: { readonly begangenAm: string; readonly tbnr: string };
  readonly land: string;
  readonly ags: string;
  readonly ereignisse: readonly { readonly typ: string; readonly am: string; readonly [field: string]: unknown }[];
  readonly stichtag: string;
}

const PLACES = [
  ['SN', '14511000'],
  ['BY', '09761000'],
  ['NW', '05315000'],
  ['BW', '08111000'],
  ['BE', '11000000'],
] as const;
const TBNR = ['141713', '103203', '112454', '424600', '330612'] as const;
const WAYS = ['pzu-briefkasten', 'pzu-uebergabe', 'einschreiben', 'pzu-niederlegung'] as const;

/** A generator of the same numbers in every run (mulberry32). */
const numbers = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

/** Cases of every stage: under investigation, heard, decided, before the court, enforced, against two persons. */
export const cases = (count: number): Fallakte[] => {
  const pick = numbers(33);
  return Array.from({ length: count }, (): Fallakte => {
    const begangenAm = addDays('2024-09-01', pick(700));
    const at = (from: string, most: number) => addDays(from, 1 + pick(most));
    const heard = at(begangenAm, 80);
    const issued = at(heard, 80);
    const served = at(issued, 20);
    const objected = at(served, 13);
    const court = at(objected, 60);
    const steps: Fallakte['ereignisse'][number][] = [
      { typ: 'anzeige-eingegangen', am: at(begangenAm, 2) },
      { typ: 'zeugenfragebogen-versandt', am: at(begangenAm, 14) },
      { typ: 'anhoerung-angeordnet', am: heard },
      { typ: 'anhoerung-bekanntgegeben', am: at(heard, 5) },
      { typ: 'bescheid-erlassen', am: issued, geldbusse: 60 + 10 * pick(50), fahrverbotMonate: pick(2) },
      { typ: 'bescheid-zugestellt', am: served, art: WAYS[pick(WAYS.length)] ?? WAYS[0] },
    ];
    const more: Fallakte['ereignisse'][number][] =
      pick(3) === 0
        ? [
            { typ: 'einspruch-eingelegt', am: objected },
            { typ: 'akten-eingang-amtsgericht', am: court },
            { typ: 'hauptverhandlung-anberaumt', am: at(court, 60) },
          ]
        : [
            { typ: 'zahlungserleichterung-bewilligt', am: at(served, 60), bis: addDays(served, 200) },
            { typ: 'zahlung', am: at(served, 90), betrag: 50 },
          ];
    const events = [...steps, ...more].slice(0, 2 + pick(8));
    const [land, ags] = PLACES[pick(PLACES.length)] ?? PLACES[0];
    return {
      tat: { begangenAm, tbnr: TBNR[pick(TBNR.length)] ?? TBNR[0] },
      land,
      ags,
      ereignisse: events.map((event) => (pick(20) === 0 ? { ...event, betrifft: 'andere-person' } : event)),
      stichtag: addDays(begangenAm, 800),
    };
  });
};

/** Puts cases and their events into tables of their own, as a ledger would hold them. */
export const fill = async (pool: pg.Pool, list: readonly Fallakte[]): Promise<void> => {
  await pool.query(`
    CREATE TABLE bench_fall (id int PRIMARY KEY, tat date NOT NULL, tbnr text, land text, ags text, stichtag date);
    CREATE TABLE bench_ereignis (fall int, nr int, typ text NOT NULL, am date NOT NULL, felder jsonb, PRIMARY KEY (fall, nr))`);
  const size = 2_000;
  for (let from = 0; from < list.length; from += size) {
    const part = list.slice(from, from + size);
    await pool.query(
      `INSERT INTO bench_fall SELECT * FROM unnest($1::int[], $2::date[], $3::text[], $4::text[], $5::text[], $6::date[])`,
      [
        part.map((_, at) => from + at),
        part.map(({ tat }) => tat.begangenAm),
        part.map(({ tat }) => tat.tbnr),
        part.map(({ land }) => land),
        part.map(({ ags }) => ags),
        part.map(({ stichtag }) => stichtag),
      ],
    );
    const events = part.flatMap(({ ereignisse }, at) =>
      ereignisse.map(({ typ, am, ...felder }, nr) => ({
        fall: from + at,
        nr,
        typ,
        am,
        felder: JSON.stringify(felder),
      })),
    );
    await pool.query(
      `INSERT INTO bench_ereignis SELECT * FROM unnest($1::int[], $2::int[], $3::text[], $4::date[], $5::jsonb[])`,
      [
        events.map(({ fall }) => fall),
        events.map(({ nr }) => nr),
        events.map(({ typ }) => typ),
        events.map(({ am }) => am),
        events.map(({ felder }) => felder),
      ],
    );
  }
  await pool.query('ANALYZE bench_fall; ANALYZE bench_ereignis');
};

interface Row {
  readonly id: number;
  readonly tat: string;
  readonly tbnr: string;
  readonly land: string;
  readonly ags: string;
  readonly stichtag: string;
  readonly typ: string;
  readonly am: string;
  readonly felder: Readonly<Record<string, unknown>>;
}

/** The cases from their rows, a thousand at a time. */
export const readCases = async (pool: pg.Pool, count: number): Promise<Fallakte[]> => {
  const size = 1_000;
  const read: Fallakte[] = [];
  for (let from = 0; from < count; from += size) {
    const { rows } = await pool.query<Row>(
      `SELECT f.id, f.tat::text, f.tbnr, f.land, f.ags, f.stichtag::text, e.typ, e.am::text, e.felder
         FROM bench_fall f JOIN bench_ereignis e ON e.fall = f.id
        WHERE f.id >= $1 AND f.id < $2 ORDER BY f.id, e.nr`,
      [from, from + size],
    );
    let id = -1;
    let ereignisse: Fallakte['ereignisse'][number][] = [];
    for (const row of rows) {
      if (row.id !== id) {
        id = row.id;
        ereignisse = [];
        const { tat, tbnr, land, ags, stichtag } = row;
        read.push({ tat: { begangenAm: tat, tbnr }, land, ags, ereignisse, stichtag });
      }
      ereignisse.push({ typ: row.typ, am: row.am, ...row.felder });
    }
  }
  return read;
};
