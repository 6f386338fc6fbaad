import { appliesOn, CodeLists, findTatbestand, type Tatbestand } from '../../../standard/index.ts';
import { type Fields, isFields } from '../../checked.ts';
import { limitationRules } from '../../law/limitation.ts';
import { type Deliktsgruppe, katalogGroups, regulationGroups } from '../../law/offence-groups.ts';
import type { Rule } from '../../law/rule.ts';
import { type Datum, german, latest } from '../../time/calendar.ts';
import { nearest } from './aliases.ts';
import { type Findings, readDate, readMoment, readTime } from './read-fields.ts';

/** The act after the schema check. */
export interface Tat {
  readonly begangenAm: Datum;
  /** time of day in Germany */
  readonly um?: string;
  /** day on which limitation starts: end of the act, or a later result that belongs to the offence (§ 31 (3) OWiG) */
  readonly beginn: Datum;
  readonly tbnr?: string;
  /** key of the limitation rule */
  readonly norm: string;
}

const FIELDS = ['begangenAm', 'um', 'beendetAm', 'erfolgAm', 'tbnr', 'norm', 'schuldform'];
const KEYS = [...new Set(limitationRules.map((rule) => rule.id))];
const FORMEN = ['fahrlaessigkeit', 'vorsatz'] as const;
type Schuldform = (typeof FORMEN)[number];

let lists: CodeLists | undefined;
/** Looked-up rows; no more than the list has, as numbers that it does not have are not kept. */
const known = new Map<string, Tatbestand>();

const tatbestand = (tbnr: string, day?: Datum): Tatbestand | undefined => {
  const kept = known.get(tbnr);
  if (kept !== undefined && day !== undefined && appliesOn(kept, day)) return kept;
  lists ??= CodeLists.load();
  const found = findTatbestand(lists, tbnr, day);
  if (found !== undefined) known.set(tbnr, found);
  return found;
};

const groupOn = (rules: readonly Rule<Deliktsgruppe>[], id: string, day: Datum): Rule<Deliktsgruppe> | undefined =>
  rules.find((rule) => rule.id === id && rule.validFrom <= day && (rule.validTo ?? day) >= day);

/** Group of a number; one of the StVG itself tells nothing without its entry. */
const groupOf = (tbnr: string, found: Tatbestand | undefined, day: Datum): Rule<Deliktsgruppe> | undefined =>
  groupOn(katalogGroups, found?.bkat.split('.')[0] ?? '', day) ?? groupOn(regulationGroups, tbnr[0] ?? '', day);

const SHORTEST = 'Angenommen wird die kürzeste Verjährung, § 26 Abs. 3 Satz 1 StVG; tat.norm legt sie fest.';

/** Limitation key from the Tatbestandsnummer, with what must be said about it. */
const fromTatbestand = (tbnr: string, day: Datum, form: Schuldform | undefined, hints: string[]): string => {
  const found = tatbestand(tbnr, day);
  if (found === undefined) {
    const other = tatbestand(tbnr);
    const until = other === undefined || other.gueltigBis === '' ? 'auf weiteres' : german(other.gueltigBis);
    hints.push(
      other === undefined
        ? `Die TBNR ${tbnr} steht nicht im hinterlegten Auszug des Tatbestandskatalogs; sie ist zu prüfen.`
        : `Die TBNR ${tbnr} gilt nach dem hinterlegten Auszug nicht für Taten am ${german(day)} (gültig vom ${german(other.gueltigAb)} bis ${until}); sie ist zu prüfen.`,
    );
  }
  const rule = groupOf(tbnr, found, day);
  if (rule === undefined) {
    hints.push(`Aus der TBNR ${tbnr} ist die Verjährungsfrist nicht sicher zu bestimmen. ${SHORTEST}`);
    return 'stvg-24-1';
  }
  const { fahrlaessig, vorsatz, sicher } = rule.value;
  if (!sicher) hints.push(`TBNR ${tbnr}: ${rule.remark} ${SHORTEST}`);
  else if (fahrlaessig !== vorsatz && form === undefined) {
    hints.push(
      `TBNR ${tbnr} gehört zu ${rule.norm}. Die Schuldform ist nicht angegeben; angenommen wird Fahrlässigkeit mit der kürzeren Verjährung (§ 17 Abs. 2, § 31 Abs. 2 OWiG). tat.schuldform legt sie fest.`,
    );
  }
  return form === 'vorsatz' ? vorsatz : fahrlaessig;
};

/** Limitation key from a citation such as `§ 24a Abs. 1 StVG` or `§ 3 Abs. 3 StVO`. */
const fromCitation = (text: string, form: Schuldform | undefined, hints: string[]): string | undefined => {
  // `§ 24a Abs. 2a StVG` and `§ 24a (2a) StVG` become `§24a/2astvg`
  const cited = text
    .slice(0, 80)
    .toLowerCase()
    .replaceAll(/absatz|abs\.?|\(/g, '/')
    .replaceAll(/[\s.)]/g, '');
  const by = (group: string): string => {
    if (form === undefined) {
      hints.push(
        'Die Schuldform ist nicht angegeben; angenommen wird Fahrlässigkeit mit der kürzeren Verjährung (§ 17 Abs. 2, § 31 Abs. 2 OWiG). tat.schuldform legt sie fest.',
      );
    }
    return `${group}-${form === 'vorsatz' ? 'vorsatz' : 'fahrlaessig'}`;
  };
  if (/(stvo|fev|ferreisev)$/.test(cited)) return 'stvg-24-1';
  if (/(stvzo|fzv)$/.test(cited)) {
    hints.push(`Verstöße gegen Bauvorschriften können erst nach zwei Jahren verjähren. ${SHORTEST}`);
    return 'stvg-24-1';
  }
  const owig = /^§31\/2nr([1-4])owig$/.exec(cited)?.[1];
  if (owig !== undefined) return `owig-31-2-${owig}`;
  if (!cited.endsWith('stvg')) return undefined;
  if (/^§24a\/2a/.test(cited)) return by('stvg-24a-2a');
  if (cited.startsWith('§24a')) return by('stvg-24a');
  if (cited.startsWith('§24c')) return 'stvg-24c';
  return /^§24(\/1)?stvg$/.test(cited) ? 'stvg-24-1' : undefined;
};

const readNorm = (
  input: Fields,
  tbnr: string | undefined,
  day: Datum,
  findings: Findings,
  hints: string[],
): string | undefined => {
  const given = input['schuldform'];
  const form = given === undefined || given === null ? undefined : FORMEN.find((known) => known === given);
  if (given !== undefined && given !== null && form === undefined) {
    return findings.add('tat.schuldform', `Erlaubt ist: ${FORMEN.join(', ')}.`);
  }
  const norm = input['norm'];
  if (norm === undefined || norm === null) {
    if (tbnr !== undefined) return fromTatbestand(tbnr, day, form, hints);
    hints.push(`Weder Tatbestandsnummer noch Vorschrift ist angegeben. ${SHORTEST}`);
    return 'stvg-24-1';
  }
  const key = typeof norm === 'string' ? (KEYS.includes(norm) ? norm : fromCitation(norm, form, hints)) : undefined;
  if (key === undefined) {
    const meant = nearest(norm, KEYS);
    const suggestion = meant === undefined ? '' : `Gemeint ist vielleicht „${meant}“. `;
    return findings.add(
      'tat.norm',
      `${suggestion}Erlaubt ist: ${KEYS.join(', ')}, oder die Vorschrift, etwa „§ 24a Abs. 1 StVG“.`,
    );
  }
  const group = tbnr === undefined ? undefined : groupOf(tbnr, tatbestand(tbnr, day), day);
  if (group?.value.sicher === true && group.value.fahrlaessig !== key && group.value.vorsatz !== key) {
    hints.push(
      `tat.norm und die TBNR ${tbnr} (${group.norm}) führen zu verschiedenen Verjährungsfristen; gerechnet wird nach tat.norm.`,
    );
  }
  return key;
};

/** Reads the act; without `norm` the limitation group follows from the Tatbestandsnummer where that is certain. */
export const readTat = (value: unknown, findings: Findings, hints: string[]): Tat | undefined => {
  if (!isFields(value))
    return findings.add('tat', 'Erlaubt ist ein Objekt mit begangenAm und, wenn bekannt, tbnr und norm.');
  if (Object.keys(value).some((name) => !FIELDS.includes(name))) {
    hints.push(`tat: Ein Feld ist nicht bekannt und bleibt außer Betracht. Möglich: ${FIELDS.join(', ')}.`);
  }
  const at = readMoment(value['begangenAm'], 'tat.begangenAm', findings);
  const um = readTime(value['um'], at, 'tat.um', findings);
  const optional = (field: 'beendetAm' | 'erfolgAm', what: string): Datum | undefined => {
    if (value[field] === undefined || value[field] === null) return undefined;
    const day = readDate(value[field], `tat.${field}`, findings);
    if (day === undefined || at === undefined || day >= at.tag) return day;
    return findings.add(
      `tat.${field}`,
      `${what} am ${german(day)} liegt vor dem Beginn der Tat am ${german(at.tag)} (tat.begangenAm); das ist nicht möglich (§ 31 Abs. 3 OWiG).`,
    );
  };
  const ended = optional('beendetAm', 'Das Ende der Tat');
  const result = optional('erfolgAm', 'Der Erfolg der Tat');
  const { tbnr } = value;
  const number = tbnr === undefined || tbnr === null ? undefined : tbnr;
  if (number !== undefined && (typeof number !== 'string' || !/^\d{6}$/.test(number))) {
    findings.add('tat.tbnr', 'Erlaubt sind sechs Ziffern als Text.');
  }
  if (at === undefined) return undefined;
  const valid = typeof number === 'string' && /^\d{6}$/.test(number) ? number : undefined;
  const norm = readNorm(value, valid, at.tag, findings, hints);
  if (norm === undefined) return undefined;
  const beginn = latest(at.tag, ended ?? at.tag, result ?? at.tag);
  const first = limitationRules.find((rule) => rule.id === norm && rule.validFrom <= beginn);
  if (first === undefined) {
    return findings.add('tat.norm', `Für Taten am ${german(beginn)} gibt es diese Vorschrift nicht.`);
  }
  return {
    begangenAm: at.tag,
    ...(um === undefined ? {} : { um }),
    beginn,
    ...(valid === undefined ? {} : { tbnr: valid }),
    norm,
  };
};
