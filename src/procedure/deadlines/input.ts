import { type Finding, fault } from '../../platform/errors.ts';
import { AGS_PREFIX, HOLIDAY_YEARS, LAENDER, type Land } from '../law/holidays.ts';
import { limitationRules } from '../law/limitation.ts';
import { type Datum, toDatum } from '../time/calendar.ts';
import { checkOrt, type Ort } from '../time/holidays.ts';
import { commonFields, type Ereignis, type Ereignisart, type Ereignistyp, eventTypes, type Feldart } from './events.ts';
import { impossibleOrder } from './plausibility.ts';

/** A case after the schema check. */
export interface Fall {
  readonly tat: { readonly begangenAm: Datum; readonly tbnr?: string; readonly norm: string };
  readonly ort: Ort;
  /** in calendar order; events of one day keep the order of the input */
  readonly ereignisse: readonly Ereignis[];
  /** day on which the status of each period is judged */
  readonly stichtag: Datum;
  /** remarks on the input, for the file note */
  readonly hinweise: readonly string[];
}

type Fields = Record<string, unknown>;

/** More events than any case has; keeps a hostile file from costing time. */
const MAX_EVENTS = 500;

const SHORT_ART: Readonly<Record<string, string>> = {
  // codes of the lists zustellart and ersatzzustellungsgrund, and short forms
  pzu: 'pzu-uebergabe',
  behoerde: 'empfangsbekenntnis',
  '178-wohnung': 'pzu-ersatzzustellung',
  '178-geschaeftsraum': 'pzu-ersatzzustellung',
  '178-gemeinschaftseinrichtung': 'pzu-ersatzzustellung',
  '179-annahmeverweigerung': 'pzu-annahmeverweigerung',
  '180-briefkasten': 'pzu-briefkasten',
  '181-niederlegung': 'pzu-niederlegung',
  uebergabe: 'pzu-uebergabe',
  ersatzzustellung: 'pzu-ersatzzustellung',
  briefkasten: 'pzu-briefkasten',
  einlegung: 'pzu-briefkasten',
  'pzu-einlegung': 'pzu-briefkasten',
  niederlegung: 'pzu-niederlegung',
  annahmeverweigerung: 'pzu-annahmeverweigerung',
  'einschreiben-uebergabe': 'einschreiben',
  elektronisch: 'empfangsbekenntnis',
  'oeffentliche-zustellung': 'oeffentlich',
};

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

class Findings {
  readonly list: Finding[] = [];
  add(path: string, text: string): undefined {
    this.list.push({ rule: 'EREIGNISSE', path, text, severity: 'error' });
    return undefined;
  }
}

const DATE_FORM = 'ein Tag als JJJJ-MM-TT oder ein Zeitpunkt mit Zeitzone';

const readDate = (value: unknown, path: string, findings: Findings): Datum | undefined => {
  const day = typeof value === 'string' ? toDatum(value) : undefined;
  if (day === undefined) return findings.add(path, `Erlaubt ist ${DATE_FORM}, und der Tag muss existieren.`);
  const year = Number(day.slice(0, 4));
  if (year < HOLIDAY_YEARS.von || year >= HOLIDAY_YEARS.bis) {
    return findings.add(path, `Gerechnet wird für Tage von ${HOLIDAY_YEARS.von} bis ${HOLIDAY_YEARS.bis - 1}.`);
  }
  return day;
};

const readField = (value: unknown, feld: Feldart, path: string, findings: Findings): unknown => {
  switch (feld.art) {
    case 'datum':
      return readDate(value, path, findings);
    case 'euro': {
      const cent = typeof value === 'number' ? Math.round(value * 100) : Number.NaN;
      const exact = Number.isSafeInteger(cent) && cent >= 0 && Math.abs(cent / 100 - Number(value)) < 1e-6;
      return exact
        ? cent
        : findings.add(path, 'Erlaubt ist ein Betrag in Euro als Zahl ab 0 mit höchstens zwei Nachkommastellen.');
    }
    case 'ganzzahl': {
      const fits = Number.isInteger(value) && Number(value) >= feld.von && Number(value) <= feld.bis;
      return fits ? value : findings.add(path, `Erlaubt ist eine ganze Zahl von ${feld.von} bis ${feld.bis}.`);
    }
    case 'wahrheitswert':
      return typeof value === 'boolean' ? value : findings.add(path, 'Erlaubt ist true oder false.');
    case 'text':
      return typeof value === 'string' ? value : findings.add(path, 'Erlaubt ist ein Text.');
    case 'code': {
      const code = typeof value === 'string' ? (SHORT_ART[value] ?? value) : undefined;
      const known = code !== undefined && feld.werte.includes(code);
      return known ? code : findings.add(path, `Erlaubt ist: ${feld.werte.join(', ')}.`);
    }
  }
};

const isTyp = (value: unknown): value is Ereignistyp => typeof value === 'string' && Object.hasOwn(eventTypes, value);

const readEvent = (value: unknown, path: string, findings: Findings, hints: string[]): Ereignis | undefined => {
  if (!isFields(value)) return findings.add(path, 'Ein Ereignis ist ein Objekt mit typ und am.');
  const { typ, am, ...rest } = value;
  if (!isTyp(typ)) return findings.add(`${path}.typ`, `Erlaubt ist: ${Object.keys(eventTypes).join(', ')}.`);
  const day =
    am === undefined
      ? findings.add(`${path}.am`, `Der Tag fehlt; erlaubt ist ${DATE_FORM}.`)
      : readDate(am, `${path}.am`, findings);
  const art: Ereignisart = eventTypes[typ];
  const known: Readonly<Record<string, Feldart>> = { ...commonFields, ...art.felder };
  const read: Fields = {};
  for (const [name, content] of Object.entries(rest)) {
    const feld = Object.hasOwn(known, name) ? known[name] : undefined;
    if (feld === undefined) {
      hints.push(
        `${path}: Das Feld „${/^[\w-]{1,40}$/.test(name) ? name : '…'}“ kennt das Ereignis ${typ} nicht; es bleibt außer Betracht. Möglich: ${Object.keys(known).join(', ')}.`,
      );
    } else if (content !== undefined && content !== null)
      read[name] = readField(content, feld, `${path}.${name}`, findings);
  }
  return day === undefined ? undefined : ({ typ, am: day, ...read } as Ereignis);
};

const readOrt = (input: Fields, findings: Findings): Ort | undefined => {
  const { ags } = input;
  if (ags !== undefined && (typeof ags !== 'string' || !/^\d{8}$/.test(ags))) {
    return findings.add('ags', 'Erlaubt sind acht Ziffern als Text, zum Beispiel "14511000" für Chemnitz.');
  }
  const fromAgs = LAENDER.find((land) => typeof ags === 'string' && ags.startsWith(AGS_PREFIX[land]));
  const land: Land | undefined =
    input['land'] === undefined ? fromAgs : LAENDER.find((known) => known === input['land']);
  if (land === undefined)
    return findings.add('land', `Das Land des Behördensitzes fehlt; erlaubt ist: ${LAENDER.join(', ')}.`);
  const ort: Ort = typeof ags === 'string' ? { land, ags } : { land };
  checkOrt(ort);
  return ort;
};

const readTat = (value: unknown, findings: Findings, hints: string[]): Fall['tat'] | undefined => {
  if (!isFields(value))
    return findings.add('tat', 'Erlaubt ist ein Objekt mit begangenAm und, wenn bekannt, tbnr und norm.');
  const begangenAm = readDate(value['begangenAm'], 'tat.begangenAm', findings);
  const { tbnr } = value;
  if (tbnr !== undefined && (typeof tbnr !== 'string' || !/^\d{6}$/.test(tbnr))) {
    findings.add('tat.tbnr', 'Erlaubt sind sechs Ziffern als Text.');
  }
  const keys = [...new Set(limitationRules.map((rule) => rule.id))];
  const norm = value['norm'] ?? 'stvg-24-1';
  if (typeof norm !== 'string' || !keys.includes(norm))
    return findings.add('tat.norm', `Erlaubt ist: ${keys.join(', ')}.`);
  if (value['norm'] === undefined && typeof tbnr === 'string' && tbnr.startsWith('4')) {
    hints.push(
      'Die TBNR gehört zum StVG selbst (§§ 24a, 24c möglich); ohne tat.norm wird die kürzeste Verjährung, § 26 Abs. 3 Satz 1 StVG, angenommen.',
    );
  }
  if (begangenAm === undefined) return undefined;
  return typeof tbnr === 'string' ? { begangenAm, tbnr, norm } : { begangenAm, norm };
};

/**
 * Checks the events file of a case and brings it into order.
 *
 * @param input parsed JSON: `{tat: {begangenAm, tbnr?, norm?}, land, ags?, ereignisse: [{typ, am, …}], stichtag?}`;
 *   dates as `YYYY-MM-DD` or instants with time zone (German legal day), amounts in Euro
 * @throws `USAGE` with one finding per wrong field (path and what is allowed), or naming events in impossible order
 */
export const readCase = (input: unknown): Fall => {
  const findings = new Findings();
  const hints: string[] = [];
  if (!isFields(input))
    throw fault('USAGE', { detail: 'Die Eingabe ist kein JSON-Objekt mit tat, land und ereignisse.' });
  const tat = readTat(input['tat'], findings, hints);
  const ort = readOrt(input, findings);
  const list = input['ereignisse'] ?? [];
  if (!Array.isArray(list)) findings.add('ereignisse', 'Erlaubt ist eine Liste von Ereignissen.');
  if (Array.isArray(list) && list.length > MAX_EVENTS) {
    throw fault('USAGE', { path: 'ereignisse', detail: `Erlaubt sind höchstens ${MAX_EVENTS} Ereignisse.` });
  }
  const events = (Array.isArray(list) ? list : []).map((event: unknown, index) => ({
    index,
    event: readEvent(event, `ereignisse[${index}]`, findings, hints),
  }));
  const stichtag = input['stichtag'] === undefined ? undefined : readDate(input['stichtag'], 'stichtag', findings);
  const read = events.flatMap(({ event, index }) => (event === undefined ? [] : [{ event, index }]));
  if (tat !== undefined) findings.list.push(...impossibleOrder(tat.begangenAm, read));
  if (findings.list.length > 0 || tat === undefined || ort === undefined) {
    const first = findings.list[0];
    throw fault('USAGE', {
      findings: findings.list,
      detail: findings.list.map((finding) => `${finding.path ?? ''}: ${finding.text}`).join(' '),
      ...(first?.path === undefined ? {} : { path: first.path }),
    });
  }
  const ereignisse = read.map(({ event }) => event).sort((a, b) => (a.am < b.am ? -1 : a.am > b.am ? 1 : 0));
  return { tat, ort, ereignisse, stichtag: stichtag ?? ereignisse.at(-1)?.am ?? tat.begangenAm, hinweise: hints };
};
