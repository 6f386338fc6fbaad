import { eventText, german } from '../procedure/index.ts';
import type { Behoerde, Profile } from '../profile/index.ts';
import type { Ergebnis, FristErgebnis, Momentaufnahme, NachrichtErgebnis } from './ergebnis.ts';
import { ARTEN, type Stoerungsart } from './stoerung-arten.ts';
import { tagVon } from './zeit.ts';

/** How words are marked; plain text where there is no terminal. */
export interface Farben {
  readonly green: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

/** Where and how a report is shown. */
export interface Darstellung {
  readonly farben: Farben;
  /** columns */
  readonly breite: number;
  readonly profil: Profile;
}

/** Names of the messages that fit a narrow line; the full titles stand in the catalogue. */
const KURZTITEL: Readonly<Record<string, string>> = {
  '0010': 'Rückweisung',
  '0020': 'Quittung',
  '1010': 'Anzeige',
  '1011': 'Eingang der Anzeige',
  '1110': 'Halteranfrage',
  '1111': 'Halterauskunft',
  '1120': 'Fahrerermittlung',
  '1121': 'Ermittlungsergebnis',
  '1122': 'Zwischenstand',
  '1140': 'Anschriftenersuchen',
  '1141': 'Anschriftenauskunft',
  '2010': 'Zustellungsauftrag',
  '2011': 'Auftragsbestätigung',
  '2020': 'Zustellungsnachweis',
  '2021': 'Unzustellbarkeit',
  '3010': 'Rechtskraft',
  '3020': 'Vollstreckung',
  '3021': 'Annahme',
  '3030': 'Zahlung',
  '3050': 'Rückgabe',
  '3070': 'Erledigung',
};

const TITELBREITE = 19;
const EINZUG = ' '.repeat(11);

/** Cuts a text to a width, with an ellipsis where something is missing. */
export const kuerze = (text: string, breite: number): string =>
  [...text].length <= breite ? text : `${[...text].slice(0, Math.max(0, breite - 1)).join('')}…`;

const spalte = (text: string, breite: number): string => kuerze(text, breite).padEnd(breite);

const behoerdeVon = (profil: Profile, schluessel: string): Behoerde | undefined =>
  profil.behoerden.find((behoerde) => behoerde.schluessel === schluessel);

const ortsname = (profil: Profile, schluessel: string): string => {
  const behoerde = behoerdeVon(profil, schluessel);
  return behoerde === undefined ? schluessel : `${behoerde.kurz} ${behoerde.land}`;
};

/** Everything of a line but its last column. */
function anfang(
  { profil, breite }: Darstellung,
  { typ, absender, empfaenger, erstellt }: Pick<NachrichtErgebnis, 'typ' | 'absender' | 'empfaenger' | 'erstellt'>,
  rechts: number,
): string {
  const nummer = typ.slice(-4);
  const vorne = `${german(tagVon(erstellt))} ${nummer} ${spalte(KURZTITEL[nummer] ?? typ, TITELBREITE)} `;
  const weg = `${ortsname(profil, absender)} → ${ortsname(profil, empfaenger)}`;
  return vorne + spalte(weg, breite - vorne.length - rechts);
}

/** A message while it travels: legal day, number, short title, from and to with their Länder, what became of it. */
export function nachrichtZeile(
  darstellung: Darstellung,
  nachricht: Pick<NachrichtErgebnis, 'typ' | 'absender' | 'empfaenger' | 'erstellt' | 'status' | 'code'>,
): string {
  const { farben } = darstellung;
  const { status, code } = nachricht;
  const zeile = anfang(darstellung, nachricht, 2);
  if (status === 'verarbeitet') return `${zeile} ${farben.green('✓')}`;
  return `${farben.yellow(zeile)}\n${EINZUG}${farben.red(`✗ ${status}${code === undefined ? '' : `: ${code}`}`)}`;
}

/** Number under which Sendung and receipt are stored, the beginning of both file names. */
const belegnummer = ({ quittung }: NachrichtErgebnis): string => /(\d+)-[^/\\]*$/.exec(quittung)?.[1] ?? '';

const BELEG = 3;
const BELEGTITEL = 'Beleg';

function tabelle(darstellung: Darstellung, nachrichten: readonly NachrichtErgebnis[]): string[] {
  const { farben, breite } = darstellung;
  const kopf = `${'Tag'.padEnd(10)} Nr.  ${'Nachricht'.padEnd(TITELBREITE)} von → an`;
  return [
    farben.bold(kopf.padEnd(breite - BELEGTITEL.length) + BELEGTITEL),
    ...nachrichten.map((nachricht) => {
      const zeile = `${anfang(darstellung, nachricht, BELEG)} ${belegnummer(nachricht).padStart(BELEG - 1)}`;
      return nachricht.status === 'verarbeitet' ? zeile : farben.yellow(zeile);
    }),
  ];
}

const datiert = (ende: string, text: string, einzug: string, breite: number): string =>
  kuerze(`${einzug}${german(ende)}  ${text}`, breite);

/** Lines for an event of the case and for each period that it moved. */
export function vermerkZeilen(
  { farben, breite }: Darstellung,
  text: string,
  aufnahme: Momentaufnahme,
  davor: Momentaufnahme | undefined,
): string[] {
  const frueher = new Map(davor?.fristen.map((frist) => [frist.name, frist.ende]));
  const neu = aufnahme.fristen.filter(({ name, ende }) => ende !== null && frueher.get(name) !== ende);
  return [
    farben.bold(kuerze(`${german(aufnahme.am)} §    ${text}`, breite)),
    ...neu.map(({ ende, bezeichnung }) => farben.dim(datiert(ende ?? '', bezeichnung, '     → ', breite))),
  ];
}

/** Two lines for a disturbance: what was tried by whom, and what came of it. */
export function stoerungZeilen(
  { farben, breite, profil }: Darstellung,
  stoerung: Ergebnis['stoerungen'][number],
): string[] {
  const was = ARTEN[stoerung.art as Stoerungsart] ?? stoerung.art;
  const ergebnis = stoerung.ok
    ? farben.green(
        `✓ ${stoerung.tatsaechlich === 'QUITTUNG' ? 'dieselbe Quittung' : `abgewiesen: ${stoerung.tatsaechlich}`}`,
      )
    : farben.red(`✗ ${stoerung.tatsaechlich} statt ${stoerung.erwartet}`);
  return [
    farben.yellow(kuerze(`Störung    ${was}`, breite)),
    `${EINZUG}${spalte(ortsname(profil, stoerung.von), 24)} ${ergebnis}`,
  ];
}

/** A period that an event moved is listed once per day; then it says after which event. */
const fristZeilen = ({ farben, breite }: Darstellung, frist: FristErgebnis, verschoben: boolean): string[] => {
  const seit = verschoben ? ` nach „${eventText(frist.nach)}“` : '';
  const kopf = `${german(frist.ende)}  ${frist.bezeichnung}${seit}`;
  const norm = `(${frist.norm})`;
  if (kopf.length + 1 + norm.length <= breite) return [`${kopf} ${farben.dim(norm)}`];
  return [kuerze(kopf, breite), `${' '.repeat(12)}${farben.dim(kuerze(norm, breite - 12))}`];
};

const sekunden = (ms: number): string => `${(ms / 1000).toFixed(1).replace('.', ',')} s`;

/** `1 Nachricht`, `2 Nachrichten`. */
export const anzahl = (zahl: number, eins: string, viele: string): string => `${zahl} ${zahl === 1 ? eins : viele}`;

/** Report of a run: all messages, all periods with their provisions, counts, verdict. */
export function bericht(darstellung: Darstellung, ergebnis: Ergebnis): string[] {
  const { farben, breite, profil } = darstellung;
  const { nachrichten, fristen, fehler, stoerungen } = ergebnis;
  const linie = farben.dim('─'.repeat(breite));
  const behoerden = new Set(nachrichten.flatMap(({ absender, empfaenger }) => [absender, empfaenger]));
  const laender = new Set([...behoerden].map((schluessel) => behoerdeVon(profil, schluessel)?.land));
  const fertig = nachrichten.filter(({ status }) => status === 'verarbeitet').length;
  const rest = nachrichten.length - fertig;
  return [
    '',
    ...tabelle(darstellung, nachrichten),
    linie,
    ...(fristen.length === 0
      ? []
      : [
          farben.bold('Fristen'),
          ...fristen.flatMap((frist) =>
            fristZeilen(darstellung, frist, fristen.filter(({ name }) => name === frist.name).length > 1),
          ),
          linie,
        ]),
    [
      anzahl(fertig, 'Nachricht verarbeitet', 'Nachrichten verarbeitet'),
      ...(rest > 0 ? [`${rest} nicht`] : []),
      anzahl(behoerden.size, 'Behörde', 'Behörden'),
      `${anzahl([...laender].filter((land) => land !== 'DE').length, 'Land', 'Länder')}${laender.has('DE') ? ' und der Bund' : ''}`,
      sekunden(ergebnis.dauerMs),
    ].join(' · '),
    ...(stoerungen.length === 0
      ? []
      : [
          `${stoerungen.filter(({ ok }) => ok).length} von ${anzahl(stoerungen.length, 'Störung', 'Störungen')} abgewehrt`,
        ]),
    kuerze(`Sendungen und Quittungen: ${ergebnis.belege}`, Math.max(breite, 200)),
    ergebnis.ok
      ? farben.green(`✓ ${ergebnis.scenario}: Alles ist so gekommen wie erwartet.`)
      : farben.red(`✗ ${ergebnis.scenario}: ${anzahl(fehler.length, 'Abweichung', 'Abweichungen')}`),
    ...fehler.map((satz) => `  ${satz}`),
  ];
}

/** One line per scenario, after several runs. */
export function uebersicht({ farben, breite }: Darstellung, ergebnisse: readonly Ergebnis[]): string[] {
  return [
    '',
    farben.bold('Szenarien'),
    ...ergebnisse.map(({ scenario, ok, nachrichten, dauerMs, titel }) => {
      const zahlen = `${String(nachrichten.length).padStart(3)} Nachrichten ${sekunden(dauerMs).padStart(7)}`;
      const platz = breite - zahlen.length - 4;
      const name = spalte(platz > 60 ? `${scenario}: ${titel}` : scenario, platz);
      return `${ok ? farben.green('✓') : farben.red('✗')} ${name} ${zahlen}`;
    }),
  ];
}
