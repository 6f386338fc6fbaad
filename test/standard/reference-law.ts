import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/platform/paths.ts';

const folder = join(packageRoot, '..', 'shared', 'reference', 'law');

/** Statutes that lie beside the project, whole but for an extract of the StPO; of others nothing is known here. */
const FILES: Readonly<Record<string, string>> = {
  OWiG: 'OWiG.md',
  StVG: 'StVG.md',
  VwZG: 'VwZG.md',
  BKatV: 'BKatV.md',
  StPO: 'StPO-extract.md',
};

/** Whether the statutes lie beside the project; they are no part of it. */
export const lawsExist = Object.values(FILES).every((file) => existsSync(join(folder, file)));
if (!lawsExist) process.stdout.write(`skipped: statutes are not at ${folder}\n`);

/** Text of each paragraph by its number, e.g. `25a`. */
const read = (file: string): ReadonlyMap<string, string> => {
  const parts = readFileSync(join(folder, file), 'utf8').split(/^# § /m).slice(1);
  return new Map(parts.map((part) => [/^\d+[a-z]?/.exec(part)?.[0] ?? '', part.split('\n---\n')[0] ?? '']));
};

const laws: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  lawsExist ? Object.entries(FILES).map(([law, file]) => [law, read(file)]) : [],
);

/** One provision: paragraph, and where given its Absatz and in it the number. */
const PROVISION = /(\d+[a-z]?)(?: (?:Abs\.|Absatz) (\d+[a-z]?))?(?: Satz \d)?(?: Nr\. (\d+[a-z]?))?/y;

interface Citation {
  readonly law: string;
  readonly paragraph: string;
  readonly absatz: string | undefined;
  readonly nummer: string | undefined;
}

/** Reads `§ 37 Abs. 1 Nr. 2, § 38 OWiG` and `§§ 31 bis 33 OWiG` backwards from the name of the statute. */
function* cited(text: string): Generator<Citation> {
  for (const match of text.matchAll(
    /§§? ((?:(?!§|[A-Z][A-Za-z]*[GOV]\b)[^;()])+?)(?= (OWiG|StVG|VwZG|BKatV|StPO)\b)/g,
  )) {
    const law = match[2] ?? '';
    for (const part of (match[1] ?? '').split(/, | und | bis /)) {
      PROVISION.lastIndex = 0;
      const provision = PROVISION.exec(part);
      if (provision?.[1] !== undefined)
        yield { law, paragraph: provision[1], absatz: provision[2], nummer: provision[3] };
    }
  }
}

/** Text of an Absatz, or of the whole paragraph; undefined if there is none. */
const wordingOf = (wording: string, absatz: string | undefined): string | undefined => {
  if (absatz === undefined) return wording;
  const start = wording.indexOf(`\n(${absatz}) `);
  if (start < 0) return undefined;
  const end = wording.indexOf('\n(', start + 1);
  return wording.slice(start, end < 0 ? undefined : end);
};

/** Citations in a text whose paragraph, Absatz or number the statute does not have. */
export const lawFaults = (text: string): string[] =>
  [...cited(text)].flatMap(({ law, paragraph, absatz, nummer }) => {
    const whole = laws.get(law)?.get(paragraph);
    if (whole === undefined && law === 'StPO') return [];
    const wording = whole === undefined ? undefined : wordingOf(whole, absatz);
    if (wording !== undefined && (nummer === undefined || wording.includes(` ${nummer}. `))) return [];
    return [
      `${law} § ${paragraph}${absatz === undefined ? '' : ` Abs. ${absatz}`}${nummer === undefined ? '' : ` Nr. ${nummer}`}: ${text}`,
    ];
  });
