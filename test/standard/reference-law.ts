import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/platform/paths.ts';

const folder = join(packageRoot, '..', 'shared', 'reference', 'law');

/** Statutes that lie beside the project whole; of others nothing is known here. */
const FILES: Readonly<Record<string, string>> = {
  OWiG: 'OWiG.md',
  StVG: 'StVG.md',
  VwZG: 'VwZG.md',
  BKatV: 'BKatV.md',
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

/** One provision: paragraph, and where given its Absatz. */
const PROVISION = /(\d+[a-z]?)(?: (?:Abs\.|Absatz) (\d+[a-z]?))?/y;

/** Reads `§ 37 Abs. 1 Nr. 2, § 38 OWiG` and `§§ 31 bis 33 OWiG` backwards from the name of the statute. */
function* cited(text: string): Generator<{ law: string; paragraph: string; absatz: string | undefined }> {
  for (const match of text.matchAll(/§§? ((?:(?!§|[A-Z][A-Za-z]*[GOV]\b)[^;()])+?)(?= (OWiG|StVG|VwZG|BKatV)\b)/g)) {
    const law = match[2] ?? '';
    for (const part of (match[1] ?? '').split(/, | und | bis /)) {
      PROVISION.lastIndex = 0;
      const provision = PROVISION.exec(part);
      if (provision?.[1] !== undefined) yield { law, paragraph: provision[1], absatz: provision[2] };
    }
  }
}

/** Citations in a text whose paragraph or Absatz the statute does not have. */
export const lawFaults = (text: string): string[] =>
  [...cited(text)].flatMap(({ law, paragraph, absatz }) => {
    const wording = laws.get(law)?.get(paragraph);
    const found = wording !== undefined && (absatz === undefined || wording.includes(`(${absatz})`));
    return found ? [] : [`${law} § ${paragraph}${absatz === undefined ? '' : ` Abs. ${absatz}`}: ${text}`];
  });
