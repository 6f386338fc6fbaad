/**
 * The one error catalogue. Every fault that crosses a folder's border is a {@link BlaupauseError} with a
 * stable code; `docs/reference/errors.md` is held against this table by a test.
 *
 * `http` is the answer's status (ARCHITECTURE 4.2), `grund` the Rückweisungsgrund of the XÖV administration
 * pattern, `de`/`en` say what was wrong, `rat` (German) what the caller can do. Entries with `exit` concern the
 * command line alone: 2 wrong use, 3 environment fault.
 */
export interface CatalogueEntry {
  readonly http: number;
  readonly grund: Rueckweisungsgrund;
  readonly de: string;
  readonly en: string;
  readonly rat: string;
  readonly exit?: 2 | 3;
}

/** Codes of the list `urn:xoev-de:xgewerbeordnung:codeliste:rueckweisungsgruende`, version 1. */
export type Rueckweisungsgrund =
  | 'S001'
  | 'S010'
  | 'S011'
  | 'S020'
  | 'S100'
  | 'S999'
  | 'T000'
  | 'T001'
  | 'T002'
  | 'T003'
  | 'T010'
  | 'T011'
  | 'T020'
  | 'T070'
  | 'T080'
  | 'T099'
  | 'V000'
  | 'X000'
  | 'X001'
  | 'X002';

const entry = (
  http: number,
  grund: Rueckweisungsgrund,
  de: string,
  en: string,
  rat: string,
  exit?: 2 | 3,
): CatalogueEntry => (exit === undefined ? { http, grund, de, en, rat } : { http, grund, de, en, rat, exit });

const REBUILD = 'Die Sendung mit dem Konnektor oder nach dem Umschlagprofil neu bauen.';
const RENEW = 'Ein gültiges Zertifikat der Verwaltungs-PKI verwenden und im Verzeichnis eintragen lassen.';

export const catalogue = {
  // 1 limit
  LIMIT_EMPTY: entry(
    400,
    'X000',
    'Die Anfrage hat keinen Inhalt.',
    'The request has no body.',
    'Eine Sendung als Inhalt der Anfrage übergeben.',
  ),
  LIMIT_SIZE: entry(
    413,
    'S999',
    'Die Sendung ist größer als erlaubt.',
    'The Sendung exceeds the size limit.',
    'Anlagen verkleinern oder auf mehrere Nachrichten verteilen.',
  ),
  LIMIT_CONTENT_TYPE: entry(
    415,
    'S999',
    'Der Inhaltstyp ist nicht application/xml.',
    'The content type is not application/xml.',
    'Content-Type: application/xml senden.',
  ),
  LIMIT_CONTENT_ENCODING: entry(
    415,
    'S999',
    'Komprimierte Inhalte werden nicht angenommen.',
    'Compressed bodies are not accepted.',
    'Ohne Content-Encoding senden.',
  ),
  LIMIT_HEADERS: entry(
    431,
    'S999',
    'Die Kopfzeilen der Anfrage sind zu groß.',
    'The request header fields are too large.',
    'Weniger oder kürzere Kopfzeilen senden.',
  ),
  LIMIT_TIMEOUT: entry(
    408,
    'S999',
    'Die Anfrage kam nicht rechtzeitig vollständig an.',
    'The request did not arrive completely in time.',
    'Die Sendung erneut und zügig übertragen.',
  ),
  LIMIT_RATE: entry(
    429,
    'S999',
    'Zu viele Sendungen in kurzer Zeit.',
    'Too many Sendungen in a short time.',
    'Nach der in Retry-After genannten Zeit erneut senden.',
  ),
  LIMIT_BUSY: entry(
    503,
    'S999',
    'Das Gateway ist ausgelastet.',
    'The gateway is busy.',
    'Nach der in Retry-After genannten Zeit dieselbe Sendung erneut senden.',
  ),
  // 2 read
  READ_ENCODING: entry(
    400,
    'S001',
    'Die Nachricht ist nicht in UTF-8 ohne BOM kodiert.',
    'The message is not UTF-8 without BOM.',
    'Als UTF-8 ohne BOM kodieren.',
  ),
  READ_NOT_WELL_FORMED: entry(
    400,
    'X000',
    'Das XML ist nicht wohlgeformt.',
    'The XML is not well-formed.',
    'Das XML mit einem standardkonformen Werkzeug erzeugen.',
  ),
  READ_DOCTYPE: entry(
    400,
    'X000',
    'Eine DOCTYPE-Deklaration ist nicht erlaubt.',
    'A DOCTYPE declaration is not allowed.',
    'Die DOCTYPE-Deklaration entfernen.',
  ),
  READ_PROCESSING_INSTRUCTION: entry(
    400,
    'X000',
    'Verarbeitungsanweisungen sind nicht erlaubt.',
    'Processing instructions are not allowed.',
    'Die Verarbeitungsanweisung entfernen.',
  ),
  READ_COMMENT: entry(
    400,
    'X000',
    'Kommentare sind nicht erlaubt.',
    'Comments are not allowed.',
    'Den Kommentar entfernen.',
  ),
  READ_ENTITY: entry(
    400,
    'X000',
    'Eine nicht vordefinierte Entität ist nicht erlaubt.',
    'An entity that is not predefined is not allowed.',
    'Das Zeichen selbst oder eine Zeichenreferenz verwenden.',
  ),
  READ_REFERENCE: entry(
    400,
    'X000',
    'Ein Verweis nach außen (xml:base, XInclude, relativer Namensraum) ist nicht erlaubt.',
    'A reference to the outside (xml:base, XInclude, relative namespace) is not allowed.',
    REBUILD,
  ),
  READ_DEPTH: entry(400, 'X000', 'Die Elemente sind zu tief geschachtelt.', 'Elements are nested too deeply.', REBUILD),
  READ_COUNT: entry(
    400,
    'X000',
    'Das Dokument enthält zu viele Elemente.',
    'The document has too many elements.',
    REBUILD,
  ),
  READ_ATTRIBUTES: entry(
    400,
    'X000',
    'Ein Element hat zu viele oder zu lange Attribute oder Namensraumdeklarationen.',
    'An element has too many or too long attributes or namespace declarations.',
    REBUILD,
  ),
  READ_NAME: entry(400, 'X000', 'Ein Name ist zu lang.', 'A name is too long.', REBUILD),
  READ_TEXT: entry(400, 'X000', 'Ein Text ist länger als erlaubt.', 'A text is longer than allowed.', REBUILD),
  // 3 shape
  SHAPE_SCHEMA: entry(
    400,
    'X001',
    'Der Umschlag entspricht nicht dem Schema.',
    'The envelope does not conform to its schema.',
    REBUILD,
  ),
  SHAPE_PROFILE: entry(
    400,
    'X001',
    'Der Umschlag entspricht nicht dem Umschlagprofil.',
    'The envelope does not conform to the envelope profile.',
    REBUILD,
  ),
  SHAPE_DUPLICATE_ID: entry(400, 'T011', 'Eine Id kommt mehrfach vor.', 'An Id occurs more than once.', REBUILD),
  SHAPE_ALGORITHM: entry(
    400,
    'T011',
    'Ein Verfahren ist nicht zugelassen.',
    'An algorithm is not allowed.',
    'Ein Verfahren der Positivliste verwenden (docs/reference/crypto-profile.md).',
  ),
  // 4 identify
  IDENT_NO_CERTIFICATE: entry(
    401,
    'T003',
    'Es wurde kein Client-Zertifikat vorgelegt.',
    'No client certificate was presented.',
    'Die Verbindung mit dem TLS-Zertifikat der Behörde aufbauen.',
  ),
  IDENT_CERTIFICATE: entry(
    401,
    'T002',
    'Das Client-Zertifikat ist nicht gültig.',
    'The client certificate is not valid.',
    RENEW,
  ),
  IDENT_UNKNOWN: entry(
    403,
    'T070',
    'Das Client-Zertifikat gehört zu keiner Behörde des Verzeichnisses.',
    'The client certificate belongs to no authority in the directory.',
    'Die Behörde mit diesem Zertifikat im Verzeichnis eintragen lassen.',
  ),
  IDENT_SENDER: entry(
    403,
    'T070',
    'Der Absender der Sendung ist nicht die Behörde des Client-Zertifikats.',
    'The sender of the Sendung is not the authority of the client certificate.',
    'Für fremde Behörden nur mit eingetragenem Mandat senden.',
  ),
  // 5 trust
  TRUST_MISSING: entry(
    400,
    'T003',
    'Das Signaturzertifikat fehlt oder ist nicht lesbar.',
    'The signing certificate is missing or unreadable.',
    REBUILD,
  ),
  TRUST_EXPIRED: entry(
    403,
    'T000',
    'Ein Zertifikat der Kette ist abgelaufen.',
    'A certificate of the chain has expired.',
    RENEW,
  ),
  TRUST_NOT_YET_VALID: entry(
    403,
    'T002',
    'Ein Zertifikat der Kette ist noch nicht gültig.',
    'A certificate of the chain is not yet valid.',
    RENEW,
  ),
  TRUST_REVOKED: entry(
    403,
    'T001',
    'Ein Zertifikat der Kette ist gesperrt.',
    'A certificate of the chain is revoked.',
    RENEW,
  ),
  TRUST_CHAIN: entry(
    403,
    'T002',
    'Das Zertifikat führt zu keiner vertrauten Zertifizierungsstelle.',
    'The certificate does not lead to a trusted authority.',
    RENEW,
  ),
  TRUST_USAGE: entry(
    403,
    'T002',
    'Das Zertifikat ist für diesen Zweck nicht ausgestellt.',
    'The certificate is not issued for this purpose.',
    RENEW,
  ),
  TRUST_KEY: entry(
    403,
    'T002',
    'Der Schlüssel des Zertifikats ist zu schwach oder nicht zugelassen.',
    'The key of the certificate is too weak or not allowed.',
    RENEW,
  ),
  TRUST_REVOCATION_UNKNOWN: entry(
    403,
    'T002',
    'Ob das Zertifikat gesperrt ist, lässt sich nicht feststellen.',
    'The revocation status of the certificate cannot be determined.',
    'Der Betreiber muss eine aktuelle Sperrliste bereitstellen; danach erneut senden.',
  ),
  // 6 verify
  VERIFY_SIGNATURE: entry(
    400,
    'T011',
    'Die Signatur der Sendung ist ungültig.',
    'The signature of the Sendung is invalid.',
    REBUILD,
  ),
  // 7 bind
  BIND_SIGNER: entry(
    403,
    'T070',
    'Das Signaturzertifikat gehört nicht zum Absender.',
    'The signing certificate does not belong to the sender.',
    'Mit dem im Verzeichnis eingetragenen Signaturzertifikat des Absenders signieren.',
  ),
  BIND_SENDER_SERVICE: entry(
    403,
    'T070',
    'Der Absender ist für diesen Nachrichtentyp nicht berechtigt.',
    'The sender is not entitled to this message type.',
    'Die Berechtigung im Verzeichnis eintragen lassen.',
  ),
  BIND_RECIPIENT: entry(
    422,
    'T080',
    'Der Empfänger steht nicht im Verzeichnis.',
    'The recipient is not in the directory.',
    'Den Organisationsschlüssel des Empfängers im Verzeichnis nachschlagen.',
  ),
  BIND_SERVICE: entry(
    422,
    'T080',
    'Der Empfänger nimmt diesen Nachrichtentyp nicht an.',
    'The recipient does not offer this message type.',
    'Die zuständige Behörde im Verzeichnis nachschlagen.',
  ),
  BIND_WINDOW: entry(
    422,
    'S999',
    'Die Sendung liegt außerhalb ihres Zeitfensters.',
    'The Sendung is outside its window of time.',
    'Die Uhr prüfen und die Nachricht mit neuem Umschlag senden.',
  ),
  BIND_TEST: entry(
    422,
    'S999',
    'Testnachrichten und Echtbetrieb dürfen nicht gemischt werden.',
    'Test and productive messages must not be mixed.',
    'Testnachrichten nur an ein Test-Gateway senden und dort kennzeichnen.',
  ),
  BIND_STANDARD: entry(
    422,
    'V000',
    'Die Version des Standards wird nicht unterstützt.',
    'The version of the standard is not supported.',
    'Eine im Verzeichnis angekündigte Version verwenden.',
  ),
  // 8 deduplicate
  DUPLICATE_UUID: entry(
    409,
    'S100',
    'Die nachrichtenUUID wurde bereits mit anderem Inhalt verwendet.',
    'The nachrichtenUUID was already used with other content.',
    'Für jede neue oder berichtigte Nachricht eine neue UUID vergeben.',
  ),
  // 9 open
  OPEN_DECRYPT: entry(
    422,
    'T020',
    'Der Inhalt lässt sich nicht entschlüsseln.',
    'The content cannot be decrypted.',
    'Mit dem im Verzeichnis veröffentlichten Verschlüsselungszertifikat des Lesers verschlüsseln.',
  ),
  OPEN_NOT_READER: entry(
    422,
    'T020',
    'Der Inhalt ist für diese Stelle nicht verschlüsselt.',
    'The content is not encrypted for this reader.',
    'Den Inhalt für den Empfänger verschlüsseln und, wenn das Profil Inhaltsprüfungen verlangt, auch für das Gateway.',
  ),
  OPEN_AUTHOR_SIGNATURE: entry(
    422,
    'T011',
    'Die Signatur des Autors ist ungültig.',
    'The author’s signature is invalid.',
    REBUILD,
  ),
  OPEN_AUTHOR: entry(
    403,
    'T070',
    'Der Autor des Inhalts ist nicht der Absender der Sendung.',
    'The author of the content is not the sender of the Sendung.',
    'Inhalte nur selbst signiert senden; für Weiterleitungen die Nachricht weiterleitung.weiterleitung.0110 verwenden.',
  ),
  OPEN_READER: entry(
    422,
    'T080',
    'Der Leser der Nachricht ist nicht der Empfänger der Sendung.',
    'The reader of the message is not the recipient of the Sendung.',
    'Die Nachricht an den im Nachrichtenkopf genannten Leser senden.',
  ),
  OPEN_HEADER: entry(
    403,
    'T070',
    'Kopf der Sendung und Nachrichtenkopf stimmen nicht überein.',
    'The header of the Sendung and that of the message disagree.',
    REBUILD,
  ),
  OPEN_ATTACHMENT: entry(
    422,
    'S999',
    'Eine Anlage stimmt nicht mit ihren Angaben überein.',
    'An attachment does not match its description.',
    REBUILD,
  ),
  // 10 validate
  VALIDATE_TYPE: entry(
    422,
    'X001',
    'Dieser Nachrichtentyp ist im Standard nicht bekannt.',
    'This message type is unknown to the standard.',
    'Einen Nachrichtentyp des Katalogs verwenden.',
  ),
  VALIDATE_VERSION: entry(
    422,
    'V000',
    'Die Version der Nachricht wird nicht unterstützt.',
    'The version of the message is not supported.',
    'Eine im Verzeichnis angekündigte Version verwenden.',
  ),
  VALIDATE_SCHEMA: entry(
    422,
    'X001',
    'Die Nachricht entspricht nicht dem Schema.',
    'The message does not conform to its schema.',
    'Die Nachricht an der genannten Stelle berichtigen und mit neuer UUID senden.',
  ),
  VALIDATE_CODE_LIST: entry(
    422,
    'S010',
    'Eine Codeliste ist unbekannt.',
    'A code list is unknown.',
    'Eine im Standard genannte Codeliste und Version verwenden.',
  ),
  VALIDATE_CODE: entry(
    422,
    'S011',
    'Ein Code steht nicht in seiner Codeliste.',
    'A code is not in its code list.',
    'Einen Code der genannten Liste verwenden.',
  ),
  VALIDATE_CHARACTERS: entry(
    422,
    'X001',
    'Ein Text enthält Zeichen außerhalb der DIN 91379 oder ist nicht in NFC.',
    'A text has characters outside DIN 91379 or is not NFC.',
    'Den Text in die Normalform C bringen und unzulässige Zeichen ersetzen.',
  ),
  VALIDATE_RULE: entry(
    422,
    'X002',
    'Die Nachricht verletzt eine fachliche Regel.',
    'The message violates a business rule.',
    'Die Nachricht nach der genannten Regel berichtigen und mit neuer UUID senden.',
  ),
  VALIDATE_ORDER: entry(
    422,
    'X002',
    'Die Nachricht passt nicht zum Stand des Verfahrens.',
    'The message does not fit the state of the procedure.',
    'Den genannten vorausgehenden Schritt nachholen oder die Frist abwarten.',
  ),
  // 11 record, and what follows
  STORE_UNAVAILABLE: entry(
    503,
    'S999',
    'Die Sendung konnte nicht dauerhaft gespeichert werden.',
    'The Sendung could not be stored durably.',
    'Dieselbe Sendung nach der in Retry-After genannten Zeit erneut senden.',
  ),
  CHECK_ABORTED: entry(
    500,
    'S999',
    'Die Prüfung der Sendung wurde abgebrochen.',
    'The check of the Sendung was aborted.',
    'Dieselbe Sendung später erneut senden; bleibt der Fehler, den Betreiber mit der Kennung benachrichtigen.',
  ),
  INTERNAL: entry(
    500,
    'S999',
    'Im Gateway ist ein Fehler aufgetreten.',
    'An internal fault occurred in the gateway.',
    'Dieselbe Sendung erneut senden; bleibt der Fehler, den Betreiber mit der Kennung benachrichtigen.',
  ),
  // mailbox, directory, log
  NOT_FOUND: entry(
    404,
    'S999',
    'Das Gesuchte gibt es hier nicht.',
    'Not found.',
    'Kennung oder Pfad prüfen; die Pfade der Schnittstelle nennt GET /openapi.json.',
  ),
  BAD_REQUEST: entry(
    400,
    'S999',
    'Die Anfrage ist nicht zulässig.',
    'The request is not acceptable.',
    'Die Anfrage nach GET /openapi.json aufbauen.',
  ),
  ACKNOWLEDGE_MISMATCH: entry(
    422,
    'S999',
    'Die Empfangsbestätigung passt nicht zu dieser Sendung.',
    'The acknowledgement does not match this Sendung.',
    'UUID und SHA-256 der abgeholten Sendung bestätigen und mit dem Signaturschlüssel des Lesers signieren.',
  ),
  DELIVERY_FAILED: entry(
    502,
    'S999',
    'Die Sendung konnte dem Empfänger nicht zugestellt werden.',
    'The Sendung could not be delivered.',
    'Erreichbarkeit, Adresse und Zertifikat des Empfängers prüfen; den Stand zeigt blaupause queue show.',
  ),
  DELIVERY_REFUSED: entry(
    502,
    'S999',
    'Der Empfänger hat die Übernahme der Sendung wiederholt abgelehnt; sie wird ihm nicht mehr zugestellt.',
    'The reader refused to take the Sendung over again and again; it is not delivered any more.',
    'Den Empfänger auf anderem Weg verständigen und den Grund klären; danach mit neuer nachrichtenUUID erneut senden. Fristen laufen weiter.',
  ),
  DELIVERY_EXPIRED: entry(
    502,
    'S999',
    'Die Sendung konnte dem Empfänger in der Zustellfrist nicht übergeben werden; sie wird ihm nicht mehr zugestellt.',
    'The Sendung could not be handed to the reader in time; it is not delivered any more.',
    'Den Empfänger auf anderem Weg verständigen oder mit neuer nachrichtenUUID erneut senden. Fristen laufen weiter.',
  ),
  MAILBOX_EXPIRED: entry(
    502,
    'S999',
    'Der Empfänger hat die Sendung nicht in der Zustellfrist aus seinem Postfach abgeholt; sie liegt dort nicht mehr.',
    'The reader did not fetch the Sendung from its mailbox in time; it lies there no more.',
    'Den Empfänger auf anderem Weg verständigen oder mit neuer nachrichtenUUID erneut senden. Fristen laufen weiter.',
  ),
  MAILBOX_RETURNED: entry(
    410,
    'S999',
    'Die Sendung wurde an ihren Autor zurückgegeben und darf nicht mehr bearbeitet werden.',
    'The Sendung was handed back to its author and must not be acted on.',
    'Die Sendung verwerfen; will der Autor sie noch, sendet er sie mit neuer nachrichtenUUID.',
  ),
  RETURN_REFUSED: entry(
    422,
    'S999',
    'Diese Sendung wird nicht zurückgegeben.',
    'This Sendung is not handed back.',
    'Mit blaupause queue show ansehen; Rückweisungen und Nachrichten des Gateways bleiben beim Betreiber.',
    2,
  ),
  SEND_FAILED: entry(
    503,
    'S999',
    'Die Sendung wurde nicht angenommen oder das Gateway antwortet nicht.',
    'The Sendung was not accepted or the gateway does not answer.',
    'Dieselbe Sendung später erneut senden; die Quittung bleibt dieselbe.',
  ),
  LOG_CHECKPOINT: entry(
    422,
    'S999',
    'Der Checkpoint des Transparenzprotokolls ist nicht gültig.',
    'The checkpoint of the transparency log is not valid.',
    'Den Checkpoint mit dem veröffentlichten Schlüssel dieses Protokolls prüfen.',
  ),
  LOG_PROOF: entry(
    422,
    'S999',
    'Der Nachweis aus dem Transparenzprotokoll stimmt nicht.',
    'The proof from the transparency log does not hold.',
    'Den Nachweis erneut abrufen; bleibt es dabei, die Aufsicht des Protokolls benachrichtigen.',
  ),
  LOG_BROKEN: entry(
    500,
    'S999',
    'Das Transparenzprotokoll widerspricht seinem letzten Checkpoint.',
    'The transparency log contradicts its last checkpoint.',
    'Schlüssel und Datenbank aus derselben Sicherung wiederherstellen; bis dahin wird nichts Neues signiert.',
  ),
  LOG_BEHIND: entry(
    503,
    'S999',
    'Der Speicher liegt hinter dem zuletzt veröffentlichten Checkpoint: Blätter, die andere kennen, fehlen ihm.',
    'The store is behind the last published checkpoint: leaves that others know are missing.',
    'Die Datenbank bis zum letzten Stand wiederherstellen (docs/guides/sicherung.md); ist er verloren, mit logGeneration ein neues Protokoll beginnen.',
    3,
  ),
  // command line and start
  USAGE: entry(
    400,
    'S999',
    'Der Aufruf ist nicht richtig.',
    'The call is not right.',
    'blaupause --help zeigt die Befehle, blaupause BEFEHL --help ein Beispiel.',
    2,
  ),
  FILE: entry(
    400,
    'S999',
    'Eine Datei lässt sich nicht lesen oder schreiben.',
    'A file cannot be read or written.',
    'Pfad und Rechte prüfen.',
    3,
  ),
  SETTINGS: entry(
    400,
    'S999',
    'Eine Einstellung ist nicht zulässig.',
    'A setting is not allowed.',
    'docs/reference/settings.md nennt alle Einstellungen.',
    3,
  ),
  PROFILE: entry(
    400,
    'S999',
    'Das Profil ist nicht zulässig.',
    'The profile is not valid.',
    'Das Profil an der genannten Stelle berichtigen.',
    2,
  ),
  SCENARIO: entry(
    400,
    'S999',
    'Das Szenario ist nicht zulässig.',
    'The scenario is not valid.',
    'Das Szenario an der genannten Stelle berichtigen (docs/reference/scenarios.md).',
    2,
  ),
  PKI: entry(
    400,
    'S999',
    'Schlüssel oder Zertifikate fehlen oder passen nicht.',
    'Keys or certificates are missing or do not match.',
    'Mit blaupause pki init eine Entwicklungs-PKI erzeugen oder den Ordner angeben.',
    3,
  ),
  PORT_IN_USE: entry(
    500,
    'S999',
    'Der Port ist belegt.',
    'The port is in use.',
    'Den anderen Prozess beenden oder einen anderen Port einstellen.',
    3,
  ),
  TOOL_MISSING: entry(
    500,
    'S999',
    'Ein benötigtes Programm fehlt.',
    'A required tool is missing.',
    'Das genannte Paket installieren.',
    3,
  ),
  DATABASE: entry(
    503,
    'S999',
    'Die Datenbank ist nicht erreichbar oder nicht verwendbar.',
    'The database is unreachable or unusable.',
    'BLAUPAUSE_DATABASE_URL prüfen; ohne sie startet eine eingebettete PostgreSQL.',
    3,
  ),
  QUEUE: entry(
    503,
    'S999',
    'Die Warteschlange ist nicht erreichbar.',
    'The queue is unreachable.',
    'BLAUPAUSE_REDIS_URL prüfen; ohne sie trägt PostgreSQL die Warteschlange.',
    3,
  ),
} as const satisfies Record<string, CatalogueEntry>;

/** Every stable code; a `switch` over it can be exhausted. */
export type ErrorCode = keyof typeof catalogue;

/** Where in the input a fault lies. Values of the input never stand here, only its structure. */
export interface Place {
  /** 1-based line in the document that was checked */
  readonly line?: number;
  /** XPath of the node */
  readonly path?: string;
}

/** A single finding of a check that can report several, such as schema or rules. */
export interface Finding extends Place {
  /** id of the violated rule, e.g. `XSD`, `R6`, `DIN91379` */
  readonly rule: string;
  /** German sentence without values from personal data fields */
  readonly text: string;
  /** what stands there: the form of the value (`masked` in findings.ts) unless a caller asked for values, or a name */
  readonly found?: string;
  /** what may stand there, in German: a pattern, bounds, codes, elements */
  readonly allowed?: string;
  /** `error` refuses the message, `warning` is reported only */
  readonly severity: 'error' | 'warning';
}

export interface ErrorContext extends Place {
  /** what exactly was wrong; must not contain content or personal data, nor tell which secret failed */
  readonly detail?: string;
  readonly findings?: readonly Finding[];
  /** number of all findings, if more were found than are listed */
  readonly total?: number;
  readonly cause?: unknown;
}

/** The only error class that crosses a folder's border. */
export class BlaupauseError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly place: Place;
  readonly findings: readonly Finding[];
  /** number of all findings; `findings` lists no more than a person reads */
  readonly total: number;

  constructor(code: ErrorCode, context: ErrorContext = {}) {
    super(
      context.detail ? `${catalogue[code].en} ${context.detail}` : catalogue[code].en,
      context.cause === undefined ? undefined : { cause: context.cause },
    );
    this.name = 'BlaupauseError';
    this.code = code;
    this.detail = context.detail;
    this.place = {
      ...(context.line === undefined ? {} : { line: context.line }),
      ...(context.path === undefined ? {} : { path: context.path }),
    };
    this.findings = context.findings ?? [];
    this.total = context.total ?? this.findings.length;
  }

  /** The catalogue entry of this error's code. */
  get entry(): CatalogueEntry {
    return catalogue[this.code];
  }

  /** One German line for people: what was wrong, where, and what to do. */
  toGerman(): string {
    const where = [
      this.place.line === undefined ? '' : `Zeile ${this.place.line}`,
      this.place.path === undefined ? '' : this.place.path,
    ].filter(Boolean);
    return [
      `${this.code}: ${this.entry.de}`,
      this.detail ?? '',
      where.length > 0 ? `(${where.join(', ')})` : '',
      this.entry.rat,
    ]
      .filter(Boolean)
      .join(' ');
  }
}

/** Makes a catalogue error; `throw fault('READ_DOCTYPE', { line: 3 })`. */
export const fault = (code: ErrorCode, context?: ErrorContext): BlaupauseError => new BlaupauseError(code, context);

/** Passes catalogue errors on and wraps everything else as `code`, keeping the cause for the log alone. */
export const asFault = (error: unknown, code: ErrorCode = 'INTERNAL'): BlaupauseError =>
  error instanceof BlaupauseError ? error : new BlaupauseError(code, { cause: error });
