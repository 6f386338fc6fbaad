import type { KeyStore, TrustStore } from '../crypto/index.ts';
import {
  type Anlage,
  bindContent,
  openContent,
  readSendung,
  shapeSendung,
  trustSigner,
  verifySendung,
} from '../envelope/index.ts';
import { asFault, type BlaupauseError, sha256Hex } from '../platform/index.ts';
import { firstFault, readHeader, type Validator } from '../standard/index.ts';

/** One line of the report. */
interface Step {
  readonly schritt: string;
  readonly ergebnis: 'bestanden' | 'abgelehnt';
  readonly text: string;
}

/** The report of opening a Sendung: every check up to the first that fails. */
export type OpenReport =
  | {
      readonly ok: true;
      readonly json: ReportJson;
      readonly nachricht: Buffer;
      readonly anlagen: readonly (Anlage & { readonly id: string })[];
    }
  | { readonly ok: false; readonly json: ReportJson; readonly fault: BlaupauseError };

interface ReportJson {
  readonly ok: boolean;
  readonly sha256: string;
  readonly kopf?: object;
  readonly pruefungen: readonly Step[];
  readonly fehler?: {
    readonly code: string;
    readonly text: string;
    readonly einzelheit?: string;
    readonly abhilfe: string;
  };
}

/** Opens a Sendung with the steps of gateway and Konnektor and says of each how it ended. */
export async function openStepwise(
  bytes: Buffer,
  reader: { schluessel: string; keys: KeyStore; trust: TrustStore; validator: Validator; at: Date },
): Promise<OpenReport> {
  const steps: Step[] = [];
  const sha256 = sha256Hex(bytes);
  let current = 'read';
  let kopf: object | undefined;
  const pass = (text: string, next: string) => {
    steps.push({ schritt: current, ergebnis: 'bestanden', text });
    current = next;
  };
  const { trust, at } = reader;
  try {
    using document = readSendung(bytes);
    pass(`${bytes.length} Bytes gelesen`, 'shape');
    const shaped = shapeSendung(document, at);
    pass('Umschlag nach Schema und Profil', 'trust');
    const decision = await trustSigner(shaped, trust, at);
    pass(decision.certificate.subject, 'verify');
    const verified = verifySendung(shaped, decision);
    kopf = verified.kopf;
    pass(`Signatur des Absenders (${shaped.signature.algorithm.split('#').at(-1)})`, 'open');
    const opener = {
      schluessel: reader.schluessel,
      encryption: reader.keys.encryption,
      former: reader.keys.formerEncryption,
    };
    const content = await openContent(verified, opener, { trust, at });
    pass(`entschlüsselt, Signatur des Autors, ${content.anlagen.length} Anlage(n)`, 'bind');
    bindContent(verified.kopf, readHeader(content.nachricht), content.author, verified.signer);
    pass('Umschlag und Nachrichtenkopf stimmen überein', 'validate');
    const { findings, total } = reader.validator.validate(content.nachricht);
    const first = firstFault(findings, total);
    if (first !== undefined) throw first;
    pass(`${verified.kopf.nachrichtentyp} ist gültig`, 'done');
    return {
      ok: true,
      json: { ok: true, sha256, kopf, pruefungen: steps },
      nachricht: content.nachricht,
      anlagen: content.anlagen,
    };
  } catch (error) {
    const known = asFault(error);
    steps.push({ schritt: current, ergebnis: 'abgelehnt', text: known.entry.de });
    const fehler = {
      code: known.code,
      text: known.entry.de,
      ...(known.detail === undefined ? {} : { einzelheit: known.detail }),
      abhilfe: known.entry.rat,
    };
    return {
      ok: false,
      json: { ok: false, sha256, ...(kopf === undefined ? {} : { kopf }), pruefungen: steps, fehler },
      fault: known,
    };
  }
}
