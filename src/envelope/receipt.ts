import type { CertificateInfo } from '../crypto/index.ts';
import { fault } from '../platform/errors.ts';
import { el, type Markup, textEl, type XmlElement } from '../xml/index.ts';
import type { Kopf } from './kopf.ts';
import { TRANSPORT_NS } from './namespaces.ts';
import { openSigned, type Signer, signDocument, type Verification } from './signed.ts';

/** Verdict of one step of the intake, kept as evidence and named in the receipt. */
export interface Verdict {
  /** name of the step, as in the intake: `limit`, `read`, … */
  readonly schritt: string;
  readonly ergebnis: 'bestanden' | 'hinweis' | 'nicht-geprueft';
  /** evidence for the ledger alone, e.g. the inspection of a certificate; never content */
  readonly beleg?: unknown;
}

/** The authority that signs, as it stands in receipts and refusals. */
export interface Stelle {
  readonly schluessel: string;
  readonly name: string;
}

/** What a receipt says. */
export interface Receipt {
  readonly nachrichtenUUID: string;
  readonly absender: string;
  readonly empfaenger: string;
  /** SHA-256 of the bytes as received, lower-case hex */
  readonly sha256: string;
  /** bytes */
  readonly groesse: number;
  readonly eingegangen: Date;
  readonly gateway: Stelle;
  /** origin of the log, hash of this message's leaf (hex), and within how many seconds it stands in a signed checkpoint */
  readonly log: { readonly origin: string; readonly blatt: string; readonly fristSekunden: number };
  readonly profil: string;
  readonly pruefungen: readonly Pick<Verdict, 'schritt' | 'ergebnis'>[];
}

/**
 * Writes and signs a receipt. Signatures are randomised: the bytes are made once, stored, and handed out for ever.
 *
 * @returns UTF-8 XML, root `quittung`
 */
export function makeReceipt(receipt: Receipt, signer: Signer): Promise<Buffer> {
  return signDocument(
    'quittung',
    [
      textEl('nachrichtenUUID', receipt.nachrichtenUUID),
      textEl('absender', receipt.absender),
      textEl('empfaenger', receipt.empfaenger),
      textEl('sha256', receipt.sha256),
      textEl('groesse', receipt.groesse),
      textEl('eingegangen', receipt.eingegangen.toISOString()),
      writeStelle(receipt.gateway),
      el(
        'log',
        {},
        textEl('origin', receipt.log.origin),
        textEl('blatt', receipt.log.blatt),
        textEl('frist', `PT${receipt.log.fristSekunden}S`),
      ),
      el(
        'pruefungen',
        { profil: receipt.profil },
        ...receipt.pruefungen.map(({ schritt, ergebnis }) => el('pruefung', { schritt, ergebnis })),
      ),
    ],
    signer,
  );
}

/** Verifies a receipt's signature and reads it. @throws TRUST_*, VERIFY_SIGNATURE, SHAPE_* or READ_* */
export async function openReceipt(bytes: Uint8Array, verification: Verification): Promise<Receipt> {
  const { value, certificate } = await openSigned(bytes, 'quittung', verification, readReceipt);
  checkStelle(value.gateway, certificate);
  return value;
}

/** Whoever signs a receipt or refusal must be the gateway named in it. @throws BIND_SIGNER */
export function checkStelle(stelle: Stelle, certificate: CertificateInfo): void {
  if (certificate.organizationIdentifier !== stelle.schluessel) throw fault('BIND_SIGNER', { path: '//gateway' });
}

/** Whether a receipt speaks of exactly these bytes and this header. */
export const receiptCovers = (receipt: Receipt, kopf: Kopf, sha256: string): boolean =>
  receipt.sha256 === sha256 &&
  receipt.nachrichtenUUID === kopf.nachrichtenUUID &&
  receipt.absender === kopf.absender &&
  receipt.empfaenger === kopf.empfaenger;

function readReceipt(root: XmlElement): Receipt {
  const text = (parent: XmlElement | undefined, name: string) => parent?.child(name, TRANSPORT_NS)?.text ?? '';
  const log = root.child('log', TRANSPORT_NS);
  const pruefungen = root.child('pruefungen', TRANSPORT_NS);
  return {
    nachrichtenUUID: text(root, 'nachrichtenUUID'),
    absender: text(root, 'absender'),
    empfaenger: text(root, 'empfaenger'),
    sha256: text(root, 'sha256'),
    groesse: Number(text(root, 'groesse')),
    eingegangen: new Date(text(root, 'eingegangen')),
    gateway: readStelle(root),
    log: {
      origin: text(log, 'origin'),
      blatt: text(log, 'blatt'),
      fristSekunden: Number(/^PT(\d+)S$/.exec(text(log, 'frist'))?.[1] ?? Number.NaN),
    },
    profil: pruefungen?.attribute('profil') ?? '',
    pruefungen: (pruefungen?.all('pruefung', TRANSPORT_NS) ?? []).map((element) => ({
      schritt: element.attribute('schritt') ?? '',
      ergebnis: (element.attribute('ergebnis') ?? 'nicht-geprueft') as Verdict['ergebnis'],
    })),
  };
}

/** The `gateway` element of receipts and refusals. */
export const writeStelle = (stelle: Stelle): Markup =>
  el('gateway', {}, textEl('schluessel', stelle.schluessel), textEl('name', stelle.name));

/** Reads the `gateway` element below a root. */
export const readStelle = (root: XmlElement): Stelle => {
  const gateway = root.child('gateway', TRANSPORT_NS);
  return {
    schluessel: gateway?.child('schluessel', TRANSPORT_NS)?.text ?? '',
    name: gateway?.child('name', TRANSPORT_NS)?.text ?? '',
  };
};
