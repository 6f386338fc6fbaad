import type pg from 'pg';

/** A change of one bit in a stored value, and its way back. */
export interface Aenderung {
  readonly tabelle: string;
  readonly spalte: string;
  /** which bit or character, for reports */
  readonly stelle: string;
  /** Makes the change. */
  tue(): Promise<void>;
  /** Takes it back. */
  zurueck(): Promise<void>;
}

/** Takes every guard and constraint from a schema, as damage on disk or a superuser would go around them. */
export async function entsichere(owner: pg.Client): Promise<void> {
  await owner.query(`DO $$
    DECLARE c record;
    BEGIN
      FOR c IN SELECT conrelid::regclass AS tab, conname FROM pg_constraint
               WHERE connamespace = 'blaupause'::regnamespace AND contype IN ('f', 'c', 'p', 'u')
               ORDER BY contype <> 'f' LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.tab, c.conname);
      END LOOP;
      FOR c IN SELECT oid::regclass AS tab, relname AS conname FROM pg_class
               WHERE relnamespace = 'blaupause'::regnamespace AND relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', c.tab);
      END LOOP;
      FOR c IN SELECT attrelid::regclass AS tab, attname AS conname FROM pg_attribute JOIN pg_class p ON p.oid = attrelid
               WHERE p.relnamespace = 'blaupause'::regnamespace AND attidentity <> '' LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP IDENTITY', c.tab, c.conname);
      END LOOP;
    END $$`);
}

/**
 * Gives, for every row and every column of a table that holds a value, changes of one bit: the first, a middle or the
 * last place of a value.
 */
export async function* aenderungen(owner: pg.Client, tabelle: string): AsyncGenerator<Aenderung> {
  const { rows: columns } = await owner.query<{ name: string; typ: string }>(
    `SELECT attname AS name, atttypid::regtype::text AS typ FROM pg_attribute
     WHERE attrelid = ('blaupause.' || $1)::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [tabelle],
  );
  for (const { name, typ } of columns) {
    const { rows } = await owner.query<{ ctid: string; wert: string; spaeter: string | null }>(
      `SELECT ctid::text, ${name}::text AS wert,
         ${typ === 'timestamp with time zone' ? `(${name} + interval '1 microsecond')::text` : 'NULL'} AS spaeter
       FROM blaupause.${tabelle} WHERE ${name} IS NOT NULL ORDER BY 1`,
    );
    for (const [number, { ctid, wert, spaeter }] of rows.entries()) {
      let row = ctid;
      const set = async (value: string): Promise<void> => {
        const changed = await owner.query<{ ctid: string }>(
          `UPDATE blaupause.${tabelle} SET ${name} = $1::${typ} WHERE ctid = $2::tid RETURNING ctid::text`,
          [value, row],
        );
        const [found] = changed.rows;
        if (found === undefined) throw new Error(`${tabelle}.${name}: no row at ${row}`);
        row = found.ctid;
      };
      const all = andere(typ, wert, spaeter);
      // of the first row every place, of each further row another one
      for (const [stelle, other] of number === 0 ? all : all.slice(number % all.length).slice(0, 1))
        yield { tabelle, spalte: name, stelle, tue: () => set(other), zurueck: () => set(wert) };
    }
  }
}

/** Values that differ from one in a single bit. */
function andere(typ: string, wert: string, spaeter: string | null): [string, string][] {
  switch (typ) {
    case 'bytea':
      return places(wert.length, 2).map((at) => [`Bit in Zeichen ${at}`, flipHex(wert, at)]);
    case 'uuid':
      return places(wert.length, 0)
        .filter((at) => wert[at] !== '-')
        .map((at) => [`Bit in Zeichen ${at}`, flipHex(wert, at)]);
    case 'boolean':
      return [['der Wert', wert === 'true' ? 'false' : 'true']];
    case 'timestamp with time zone':
      return spaeter === null ? [] : [['eine Mikrosekunde', spaeter]];
    case 'integer':
    case 'bigint':
    case 'smallint':
      return [['das unterste Bit', String(BigInt(wert) ^ 1n)]];
    case 'jsonb':
      return jsonPlaces(wert).map((at) => [`Bit in Zeichen ${at}`, flipText(wert, at)]);
    default:
      return places(wert.length, 0).map((at) => [`Bit in Zeichen ${at}`, flipText(wert, at)]);
  }
}

const places = (length: number, first: number): number[] =>
  length <= first ? [] : [...new Set([first, Math.floor((first + length) / 2), length - 1])];

/** Places within strings of a JSON text, names and values, where a letter or digit stands. */
function jsonPlaces(text: string): number[] {
  const letters = [...text.matchAll(/[0-9a-zA-Z]/g)]
    .map(({ index }) => index)
    .filter((at) => {
      try {
        return JSON.stringify(JSON.parse(flipText(text, at))) !== JSON.stringify(JSON.parse(text));
      } catch {
        return false;
      }
    });
  return places(letters.length, 0).map((at) => letters[at] ?? 0);
}

function flipHex(text: string, at: number): string {
  const digit = (Number.parseInt(text[at] ?? '0', 16) ^ 1).toString(16);
  return text.slice(0, at) + digit + text.slice(at + 1);
}

const flipText = (text: string, at: number): string =>
  text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
