import {
  type BlaupauseError,
  catalogue,
  type ErrorCode,
  type Finding,
  type Rueckweisungsgrund,
} from '../platform/errors.ts';
import { describeFinding, MAX_FINDINGS } from '../platform/findings.ts';
import { type Markup, textEl } from '../xml/index.ts';
import { writeNachricht } from './nachricht.ts';
import { TRANSPORT_NS } from './namespaces.ts';
import { checkStelle, readStelle, type Stelle, writeStelle } from './receipt.ts';
import { openSigned, type Signer, signDocument, type Verification } from './signed.ts';

/** What a refusal says. */
export interface Refusal {
  /** id of this refusal in the gateway's ledger and log */
  readonly kennung: string;
  /** of the refused Sendung, where it could be read */
  readonly nachrichtenUUID?: string;
  /** SHA-256 of the refused bytes, where they arrived completely */
  readonly sha256?: string;
  readonly zeitpunkt: Date;
  readonly gateway: Stelle;
  readonly grund: Rueckweisungsgrund;
  readonly code: ErrorCode;
  readonly einzelheit?: string;
  readonly befunde: readonly Finding[];
}

const LONGEST_TEXT = 2000;
/** Fits into an attribute of an envelope, whatever its characters are. */
const LONGEST_PATH = 300;

/** What XML 1.0 cannot carry. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** A text for an answer: parts of it may come from the sender, and an answer that cannot be signed helps nobody. */
const writable = (text: string): string => text.slice(0, LONGEST_TEXT).replace(NOT_XML, '\ufffd');

/**
 * Writes and signs a refusal from a catalogue error.
 *
 * @param nachricht the XÖV message administration.rueckweisung.0010, where the sender is known
 * @returns UTF-8 XML, root `rueckweisung`
 */
export function makeRefusal(
  refusal: Omit<Refusal, 'befunde' | 'grund' | 'code'>,
  error: BlaupauseError,
  nachricht: Uint8Array | undefined,
  signer: Signer,
): Promise<Buffer> {
  const { entry } = error;
  const places: Finding[] =
    error.findings.length > 0
      ? [...error.findings]
      : Object.keys(error.place).length > 0
        ? [{ rule: error.code, text: entry.de, severity: 'error', ...error.place }]
        : [];
  const parts: (Markup | undefined)[] = [
    textEl('kennung', refusal.kennung),
    refusal.nachrichtenUUID === undefined ? undefined : textEl('nachrichtenUUID', refusal.nachrichtenUUID),
    refusal.sha256 === undefined ? undefined : textEl('sha256', refusal.sha256),
    textEl('zeitpunkt', refusal.zeitpunkt.toISOString()),
    writeStelle(refusal.gateway),
    textEl('grund', entry.grund),
    textEl('code', error.code),
    textEl('text', entry.de),
    refusal.einzelheit ? textEl('einzelheit', writable(refusal.einzelheit)) : undefined,
    textEl('abhilfe', entry.rat),
    ...places.slice(0, MAX_FINDINGS).map((finding) =>
      textEl('befund', writable(describeFinding(finding)) || entry.de, {
        pfad: finding.path === undefined ? undefined : writable(finding.path.slice(0, LONGEST_PATH)),
        regel: finding.rule,
        zeile: finding.line,
      }),
    ),
    nachricht === undefined ? undefined : writeNachricht(nachricht),
  ];
  return signDocument('rueckweisung', parts, signer);
}

/** As `openReceipt`, for a refusal. @throws TRUST_*, VERIFY_SIGNATURE, BIND_SIGNER, SHAPE_* or READ_* */
export async function openRefusal(bytes: Uint8Array, verification: Verification): Promise<Refusal> {
  const { value, certificate } = await openSigned(bytes, 'rueckweisung', verification, (root): Refusal => {
    const text = (name: string) => root.child(name, TRANSPORT_NS)?.text;
    const code = text('code') ?? '';
    const nachrichtenUUID = text('nachrichtenUUID');
    const sha256 = text('sha256');
    const einzelheit = text('einzelheit');
    return {
      kennung: text('kennung') ?? '',
      ...(nachrichtenUUID === undefined ? {} : { nachrichtenUUID }),
      ...(sha256 === undefined ? {} : { sha256 }),
      zeitpunkt: new Date(text('zeitpunkt') ?? ''),
      gateway: readStelle(root),
      grund: (text('grund') ?? 'S999') as Rueckweisungsgrund,
      code: code in catalogue ? (code as ErrorCode) : 'INTERNAL',
      ...(einzelheit === undefined ? {} : { einzelheit }),
      befunde: root.all('befund', TRANSPORT_NS).map((element) => {
        const line = Number(element.attribute('zeile') ?? Number.NaN);
        const path = element.attribute('pfad');
        return {
          rule: element.attribute('regel') ?? '',
          text: element.text,
          severity: 'error',
          ...(Number.isFinite(line) ? { line } : {}),
          ...(path === undefined ? {} : { path }),
        };
      }),
    };
  });
  checkStelle(value.gateway, certificate);
  return value;
}
