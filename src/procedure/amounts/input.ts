import { type Finding, fault } from '../../platform/errors.ts';
import { type Fields, isFields, refuse } from '../checked.ts';
import { type Datum, isDatum } from '../time/calendar.ts';

/** Circumstances of an act that change its Regelsatz (§ 3 BKatV). */
export interface Umstaende {
  readonly gefaehrdung?: boolean;
  readonly sachbeschaedigung?: boolean;
  readonly vorsatz?: boolean;
  /** driver of a marked vehicle with dangerous goods */
  readonly gefahrgut?: boolean;
  /** driver of a bus with passengers */
  readonly kraftomnibus?: boolean;
  /** committed by the Halter of the vehicle */
  readonly halter?: boolean;
  /** on foot, by bicycle or otherwise without a motor; not for Elektrokleinstfahrzeuge */
  readonly nichtMotorisiert?: boolean;
  /** entries of the same kind in the Fahreignungsregister that the catalogue asks for */
  readonly voreintragungen?: number;
}

/** Why another amount than the Regelsatz was imposed. */
export const abweichungsgruende = {
  'wirtschaftliche-verhaeltnisse': 'wirtschaftliche Verhältnisse (§ 17 Abs. 3 Satz 2 OWiG, § 2 Abs. 5 BKatV)',
  tateinheit: 'angemessene Erhöhung wegen Tateinheit (§ 3 Abs. 5 Satz 2 BKatV)',
  'fahrverbot-abgesehen': 'angemessene Erhöhung, weil von einem Fahrverbot abgesehen wird (§ 4 Abs. 4 BKatV)',
  umstaende: 'andere als gewöhnliche Tatumstände (§ 1 Abs. 2 BKatV, § 17 Abs. 3 OWiG)',
} as const;

/** Key of {@link abweichungsgruende}. */
export type Abweichungsgrund = keyof typeof abweichungsgruende;

/** What is to be sanctioned. Amounts in whole cents, days as `YYYY-MM-DD`. */
export interface Ahndungsfall {
  readonly tbnr: string;
  /** legal day of the act */
  readonly tatzeit: Datum;
  readonly umstaende?: Umstaende;
  /** further Tatbestände of the same act (Tateinheit); without circumstances of their own they share those of the act */
  readonly weitere?: readonly { readonly tbnr: string; readonly umstaende?: Umstaende }[];
  /** day of the decision, selects the law of costs; default: the day of the act */
  readonly entscheidung?: Datum;
  /** Zustellungen by certificate, registered letter with return receipt or own staff; default 1 */
  readonly zustellungen?: number;
  /** Aktenversendungen on paper that somebody asked for; not part of the sum */
  readonly aktenversendungen?: number;
  /** other Auslagen of § 107 (3) OWiG in cents */
  readonly weitereAuslagen?: number;
  /** whether a Verwarnung was refused or not paid, so that a Bußgeldbescheid follows */
  readonly verwarnungAbgelehnt?: boolean;
  /** whether costs are not imposed on a youth (§ 105 (1) OWiG, § 74 JGG) */
  readonly ohneKosten?: boolean;
  /** whether the costs go to the Halter because the driver could not be found (§ 25a StVG) */
  readonly halterbescheid?: boolean;
  /** Rechtskraft of the latest Geldbuße for an excess of at least 26 km/h (§ 4 (2) BKatV) */
  readonly geschwindigkeitRechtskraft?: Datum;
  /** day of the latest Fahrverbot, or `keines`; without it § 25 (2a) StVG stays open */
  readonly letztesFahrverbot?: Datum | 'keines';
  /** whether a Fahrverbot is exceptionally not imposed (§ 4 (4) BKatV) */
  readonly fahrverbotAbgesehen?: boolean;
  /** amount in cents that the authority imposes instead of the Regelsatz, and why */
  readonly festgesetzt?: { readonly cent: number; readonly grund: Abweichungsgrund };
}

const TBNR = /^\d{6}$/;
const FLAGS = [
  'gefaehrdung',
  'sachbeschaedigung',
  'vorsatz',
  'gefahrgut',
  'kraftomnibus',
  'halter',
  'nichtMotorisiert',
];
const CASE_FLAGS = ['verwarnungAbgelehnt', 'ohneKosten', 'halterbescheid', 'fahrverbotAbgesehen'];
const CASE_DAYS = ['entscheidung', 'geschwindigkeitRechtskraft'];
const MAX_TATBESTAENDE = 20;
/** Above the highest Geldbuße that any law of this catalogue threatens, in cents. */
const MAX_CENT = 100_000_000;
const COUNTS: Readonly<Record<string, number>> = {
  zustellungen: 100,
  aktenversendungen: 100,
  weitereAuslagen: MAX_CENT,
};
const FORM_DAY = 'ein bestehender Tag als JJJJ-MM-TT';

const isCount = (value: unknown, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;

const isDay = (value: unknown): boolean => typeof value === 'string' && isDatum(value);

class Check {
  readonly findings: Finding[] = [];

  need(holds: boolean, path: string, allowed: string): void {
    if (!holds) this.findings.push({ rule: 'AHNDUNG', path, text: `Erlaubt ist ${allowed}.`, severity: 'error' });
  }

  known(fields: Fields, names: readonly string[], path: string): void {
    for (const name of Object.keys(fields)) {
      const shown = /^[\w-]{1,40}$/.test(name) ? name : '…';
      this.need(names.includes(name), `${path}${shown}`, `hier nur ${names.join(', ')}`);
    }
  }

  flags(fields: Fields, names: readonly string[], path: string): void {
    for (const name of names) {
      this.need(
        [undefined, true, false].includes(fields[name] as boolean | undefined),
        `${path}${name}`,
        'true oder false',
      );
    }
  }

  umstaende(value: unknown, path: string): void {
    if (value === undefined) return;
    if (!isFields(value)) {
      this.need(false, path, 'ein Objekt mit den Umständen der Tat');
      return;
    }
    this.known(value, [...FLAGS, 'voreintragungen'], `${path}.`);
    this.flags(value, FLAGS, `${path}.`);
    const { voreintragungen } = value;
    this.need(
      voreintragungen === undefined || isCount(voreintragungen, 99),
      `${path}.voreintragungen`,
      'eine ganze Zahl von 0 bis 99',
    );
  }

  tatbestand(value: Fields, path: string): void {
    const { tbnr, umstaende } = value;
    this.need(
      typeof tbnr === 'string' && TBNR.test(tbnr),
      `${path}tbnr`,
      'eine Tatbestandsnummer aus sechs Ziffern als Text',
    );
    this.umstaende(umstaende, `${path}umstaende`);
  }
}

const checkFurther = (check: Check, weitere: unknown): void => {
  if (weitere === undefined) return;
  if (!Array.isArray(weitere) || weitere.length >= MAX_TATBESTAENDE) {
    check.need(false, 'weitere', `eine Liste von weniger als ${MAX_TATBESTAENDE} Tatbeständen`);
    return;
  }
  for (const [index, entry] of weitere.entries()) {
    const path = `weitere[${index}]`;
    if (!isFields(entry)) check.need(false, path, 'ein Objekt mit tbnr');
    else {
      check.known(entry, ['tbnr', 'umstaende'], `${path}.`);
      check.tatbestand(entry, `${path}.`);
    }
  }
};

const checkImposed = (check: Check, festgesetzt: unknown): void => {
  if (festgesetzt === undefined) return;
  const { cent, grund } = isFields(festgesetzt) ? festgesetzt : {};
  check.need(isCount(cent, MAX_CENT), 'festgesetzt.cent', `ein Betrag in ganzen Cent bis ${MAX_CENT}`);
  const known = typeof grund === 'string' && Object.hasOwn(abweichungsgruende, grund);
  check.need(known, 'festgesetzt.grund', Object.keys(abweichungsgruende).join(', '));
};

/**
 * Checks what came from outside: types, days, counts, and that nothing is unknown.
 *
 * @throws `USAGE` with one finding per wrong field, its path and what is allowed
 */
export function checkFall(input: unknown): asserts input is Ahndungsfall {
  if (!isFields(input)) throw fault('USAGE', { detail: 'Die Eingabe ist kein Objekt mit tbnr und tatzeit.' });
  const check = new Check();
  const scalars = ['tbnr', 'tatzeit', 'umstaende', 'weitere', 'letztesFahrverbot', 'festgesetzt'];
  check.known(input, [...scalars, ...CASE_FLAGS, ...CASE_DAYS, ...Object.keys(COUNTS)], '');
  check.tatbestand(input, '');
  check.need(isDay(input['tatzeit']), 'tatzeit', FORM_DAY);
  for (const name of CASE_DAYS) check.need(input[name] === undefined || isDay(input[name]), name, FORM_DAY);
  const { letztesFahrverbot } = input;
  const last = letztesFahrverbot === undefined || letztesFahrverbot === 'keines' || isDay(letztesFahrverbot);
  check.need(last, 'letztesFahrverbot', `${FORM_DAY} oder keines`);
  for (const [name, most] of Object.entries(COUNTS)) {
    check.need(input[name] === undefined || isCount(input[name], most), name, `eine ganze Zahl von 0 bis ${most}`);
  }
  check.flags(input, CASE_FLAGS, '');
  checkFurther(check, input['weitere']);
  checkImposed(check, input['festgesetzt']);
  if (check.findings.length > 0) refuse(check.findings);
  if (input['halterbescheid'] === true)
    check.need(
      input['festgesetzt'] === undefined,
      'festgesetzt',
      'kein anderer Betrag neben dem Halterbescheid (§ 107 Abs. 2 OWiG)',
    );
  const { tatzeit, entscheidung } = input;
  if (entscheidung !== undefined && String(entscheidung) < String(tatzeit)) {
    check.need(false, 'entscheidung', 'ein Tag nicht vor der Tat');
  }
  if (check.findings.length > 0) refuse(check.findings);
}
