import type { BlaupauseError } from '../platform/errors.ts';
import { countOf, describeFinding, MAX_FINDINGS } from '../platform/findings.ts';
import { build } from './build.ts';
import { checkCharacters } from './din91379.ts';
import type { Behoerde, NachrichtenkopfG2G } from './generated/types.ts';
import type { MessageType } from './message.ts';
import { serviceBetween } from './service-id.ts';

/** Software that writes a message, as its attributes name it. */
export interface Produkt {
  readonly produkt: string;
  readonly produkthersteller: string;
  readonly produktversion?: string;
}

/** What a message of the administration theme needs besides its content. */
export interface Verwaltungskopf {
  /** UUID of the new message */
  readonly uuid: string;
  readonly zeit: Date;
  readonly autor: Beteiligte;
  readonly leser: Beteiligte;
  /** UUID of the message that is refused or receipted; absent if it could not be read */
  readonly referenzUUID?: string;
  /** mark of a test message, taken over from the message that is answered */
  readonly test?: string;
  readonly produkt?: Produkt;
}

/** An authority by its Organisationsschlüssel. */
export interface Beteiligte {
  readonly kennung: string;
  readonly name: string;
}

const STANDARDPRODUKT: Produkt = { produkt: 'Bußgeld-Blaupause', produkthersteller: 'Projekt Bußgeld-Blaupause' };

/** Longest text that the schema allows for free text. */
const MAX_TEXT = 20_000;

const REPLACEMENTS: Readonly<Record<string, string>> = {
  '„': '"',
  '“': '"',
  '”': '"',
  '‘': "'",
  '‚': "'",
  '–': '-',
  '—': '-',
  '…': '...',
};

/** Brings a text of ours into DIN 91379, datatype C, which has no typographic quotation marks and dashes. */
const textC = (text: string): string =>
  [...text.slice(0, MAX_TEXT).normalize('NFC')]
    .map((character) => {
      const replaced = REPLACEMENTS[character] ?? character;
      return checkCharacters(replaced, 'C').ok ? replaced : '?';
    })
    .join('');

/** An authority as the header names it, registered in the DVDV. */
export const behoerde = ({ kennung, name }: Beteiligte): Behoerde => ({
  verzeichnisdienst: { listVersionID: '3', code: 'DVDV' },
  kennung,
  name,
});

/** Header of a new message. */
export const nachrichtenkopf = (
  typ: MessageType,
  kopf: Omit<Verwaltungskopf, 'test' | 'produkt'>,
): NachrichtenkopfG2G => ({
  identifikation: {
    nachrichtenUUID: kopf.uuid,
    nachrichtentyp: { code: typ },
    erstellungszeitpunkt: kopf.zeit.toISOString(),
  },
  leser: behoerde(kopf.leser),
  autor: behoerde(kopf.autor),
  ...(kopf.referenzUUID === undefined ? {} : { referenzUUID: kopf.referenzUUID }),
  ...serviceBetween(kopf.autor.kennung, kopf.leser.kennung),
});

const rahmen = <T extends MessageType>(typ: T, kopf: Verwaltungskopf) => ({
  typ,
  ...(kopf.produkt ?? STANDARDPRODUKT),
  ...(kopf.test === undefined ? {} : { test: kopf.test }),
  nachrichtenkopf: nachrichtenkopf(typ, kopf),
});

export interface RueckweisungAngaben extends Verwaltungskopf {
  /** catalogue error that ended the check; its code, place and German text are reported, never its cause */
  readonly fehler: BlaupauseError;
  /** name of the office that refuses, if it is not the reader, e.g. the gateway */
  readonly pruefinstanz?: string;
  /** SHA-256 of the received bytes, 64 hexadecimal digits */
  readonly sha256?: string;
  /** identifier of the Sendung in the transport */
  readonly nachrichtenId?: string;
}

/**
 * Builds the refusal `administration.rueckweisung.0010`. It names the general reason, the catalogue code, the place
 * and the German advice; of several findings every one becomes a `grundSpezifisch` with what was found, by its form,
 * and what is allowed (at most 100; the first one says how many there are).
 *
 * @returns UTF-8 of the message
 */
export const rueckweisung0010 = (angaben: RueckweisungAngaben): Uint8Array => {
  const { fehler, pruefinstanz, sha256, nachrichtenId } = angaben;
  const fehlercode = { code: fehler.code };
  const befunde = fehler.findings
    .filter(({ severity }) => severity === 'error')
    .slice(0, MAX_FINDINGS)
    .map((finding) => ({
      fehlercode,
      fehlerbeschreibung: textC(`${finding.rule}: ${describeFinding(finding)}`),
      ...stelle(finding.line, finding.path),
    }));
  const count = fehler.total > fehler.findings.length ? countOf(befunde.length, fehler.total) : '';
  const gesamt = {
    fehlercode,
    fehlerbeschreibung: textC(`${fehler.entry.de} ${fehler.entry.rat}${count && ` Genannt: ${count}.`}`),
    ...stelle(fehler.place.line, fehler.place.path),
  };
  return build({
    ...rahmen('administration.rueckweisung.0010', angaben),
    rueckweisung: {
      ...(pruefinstanz === undefined ? {} : { rueckweisendeStelle: { pruefinstanz } }),
      rueckweisungsgrund: [{ grund: { code: fehler.entry.grund }, grundSpezifisch: [gesamt, ...befunde] }],
      ...(sha256 === undefined && nachrichtenId === undefined
        ? {}
        : {
            transportinformationen: {
              ...(nachrichtenId === undefined ? {} : { nachrichtenId }),
              ...(sha256 === undefined ? {} : { sha256 }),
            },
          }),
    },
  });
};

const stelle = (line: number | undefined, path: string | undefined) =>
  line === undefined && path === undefined
    ? {}
    : {
        fehlerstelle: {
          ...(line === undefined ? {} : { zeile: line }),
          ...(path === undefined || path === '' ? {} : { xpath: textC(path) }),
        },
      };

export interface QuittungAngaben extends Verwaltungskopf {
  readonly referenzUUID: string;
  readonly eingangszeitpunkt: Date;
  /** SHA-256 of the content that the author signed, 64 lower-case hexadecimal digits */
  readonly sha256: string;
  readonly vorgangsUUID?: string;
  /** file number at the reader */
  readonly aktenzeichen?: string;
}

/**
 * Builds the receipt `administration.quittung.0020`: checked and stored in the reader's system. It never answers
 * another receipt and changes nothing in the procedure.
 *
 * @returns UTF-8 of the message
 */
export const quittung0020 = (angaben: QuittungAngaben): Uint8Array =>
  build({
    ...rahmen('administration.quittung.0020', angaben),
    quittung: {
      eingangszeitpunkt: angaben.eingangszeitpunkt.toISOString(),
      sha256: angaben.sha256,
      ...(angaben.vorgangsUUID === undefined ? {} : { vorgangsUUID: angaben.vorgangsUUID }),
      ...(angaben.aktenzeichen === undefined ? {} : { aktenzeichen: angaben.aktenzeichen }),
    },
  });
