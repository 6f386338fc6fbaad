import type { Schwere } from './order.ts';

/** A rule of the order of messages that holds for many of them. */
export interface Ordnungsregel {
  readonly rule: string;
  readonly norm: string;
  readonly schwere: Schwere;
  /** what it asks, in German, for the documentation */
  readonly text: string;
}

const rule = (id: string, norm: string, schwere: Schwere, text: string): Ordnungsregel => ({
  rule: `ORDER-${id}`,
  norm,
  schwere,
  text,
});

/**
 * Rules of the state machine. A finding is never graver than the line says, and less grave where the gateway has not
 * read what it rests on.
 */
export const stateRules = {
  stand: rule(
    'STAND',
    'Norm der Nachricht',
    'warning',
    'Die Nachricht passt zu dem Stand, den das Verfahren nach den gesehenen Nachrichten hat.',
  ),
  zustaendig: rule(
    'ZUSTAENDIG',
    '§ 39 OWiG, § 3 BußAktÜbV',
    'error',
    'Nach der Übernahme (1211) oder der Bestimmung (1220) führt die übernehmende Behörde das Verfahren; die abgebende entscheidet nichts mehr.',
  ),
  fuehrung: rule(
    'FUEHRUNG',
    '§§ 35 bis 39 OWiG',
    'warning',
    'Die Nachricht kommt von der Behörde, die das Verfahren führt.',
  ),
  gesperrt: rule(
    'AKTE-GESPERRT',
    '§ 3 BußAktÜbV',
    'error',
    'Zwischen Übernahmeersuchen (1210, 1230) und Antwort (1211, 1212) führt die abgebende Behörde die Akte nicht fort.',
  ),
  fremd: rule(
    'ANTWORT-FREMD',
    '§ 46 Abs. 1 OWiG',
    'error',
    'Auf ein Ersuchen antwortet die Stelle, an die es ging oder weitergeleitet wurde.',
  ),
  bezug: rule(
    'BEZUG',
    'Verwaltungsmuster',
    'warning',
    'Das Ersuchen, auf das die Antwort sich bezieht, hat das Gateway im selben Vorgang gesehen.',
  ),
  spaet: rule(
    'ANTWORT-SPAET',
    '§ 47 Abs. 1 OWiG',
    'warning',
    'Auf ein abgebrochenes, zurückgenommenes oder abgewiesenes Ersuchen kommt keine Antwort mehr.',
  ),
  doppelt: rule(
    'ANTWORT-DOPPELT',
    'Verwaltungsmuster',
    'warning',
    'Ein Ersuchen wird einmal abschließend beantwortet.',
  ),
  abgabeEntschieden: rule(
    'ABGABE-ENTSCHIEDEN',
    '§ 39 OWiG, § 3 BußAktÜbV',
    'error',
    'Über ein Übernahmeersuchen wird einmal entschieden: übernommen (1211) oder abgelehnt (1212).',
  ),
  ruecknahmeFremd: rule(
    'RUECKNAHME-FREMD',
    '§ 46 Abs. 1 OWiG',
    'error',
    'Ein Ersuchen bricht ab, nimmt zurück oder mahnt an, von wem es stammt oder wer das Verfahren übernommen hat.',
  ),
  ruecknahmeSpaet: rule(
    'RUECKNAHME-SPAET',
    'Verwaltungsmuster',
    'warning',
    'Abgebrochen, zurückgenommen oder angemahnt wird ein Ersuchen, das noch offen ist.',
  ),
} as const satisfies Readonly<Record<string, Ordnungsregel>>;
