import { describe, expect, it } from 'vitest';
import { loadKeyStore } from '../../src/crypto/index.ts';
import {
  type Kopf,
  makeAcknowledgement,
  makeReceipt,
  makeRefusal,
  openAcknowledgement,
  openReceipt,
  openRefusal,
  type Receipt,
  receiptCovers,
} from '../../src/envelope/index.ts';
import { fault } from '../../src/platform/errors.ts';
import { newUuid, sha256Hex } from '../../src/platform/ids.ts';
import { freshMessage } from '../support/forge.ts';
import { BGB, GATEWAY, POLIZEI } from '../support/profile.ts';
import { codeOf, usePki } from './support.ts';

describe('signed answers', () => {
  const pki = usePki();
  const verification = () => ({ trust: pki.trust, at: new Date() });
  const keys = (schluessel: string) => loadKeyStore(pki.pkiDir, schluessel).signature;
  const gateway = { schluessel: GATEWAY, name: 'Gateway Sachsen (Vorführung)' };
  const receipt: Receipt = {
    nachrichtenUUID: newUuid(),
    absender: BGB,
    empfaenger: POLIZEI,
    sha256: sha256Hex('x'),
    groesse: 12_345,
    eingegangen: new Date('2026-11-22T10:00:00.001Z'),
    gateway,
    log: { origin: 'bussgeld-blaupause/gwy-146120000001', blatt: sha256Hex('y'), fristSekunden: 10 },
    profil: 'demo 2026-11',
    pruefungen: [
      { schritt: 'limit', ergebnis: 'bestanden' },
      { schritt: 'validate', ergebnis: 'hinweis' },
      { schritt: 'open', ergebnis: 'nicht-geprueft' },
    ],
  };

  it('a receipt says after verification what it said before', async () => {
    expect(await openReceipt(await makeReceipt(receipt, keys(GATEWAY)), verification())).toEqual(receipt);
  });

  it('a receipt covers exactly its Sendung', () => {
    const kopf = { ...receipt } as unknown as Kopf;
    expect(receiptCovers(receipt, kopf, receipt.sha256)).toBe(true);
    expect(receiptCovers(receipt, kopf, sha256Hex('z'))).toBe(false);
    for (const part of ['nachrichtenUUID', 'absender', 'empfaenger'] as const)
      expect(receiptCovers(receipt, { ...kopf, [part]: 'x' }, receipt.sha256)).toBe(false);
  });

  it('a changed receipt does not verify', async () => {
    const bytes = await makeReceipt(receipt, keys(GATEWAY));
    const changed = Buffer.from(bytes.toString().replace('12345', '12346'));
    expect(await codeOf(() => openReceipt(changed, verification()))).toBe('VERIFY_SIGNATURE');
  });

  it('a receipt or refusal that another authority signed in the gateway’s name does not count', async () => {
    const forged = await makeReceipt(receipt, keys(POLIZEI));
    expect(await codeOf(() => openReceipt(forged, verification()))).toBe('BIND_SIGNER');
    const refusal = await makeRefusal(
      { kennung: newUuid(), zeitpunkt: new Date(), gateway },
      fault('INTERNAL'),
      undefined,
      keys(POLIZEI),
    );
    expect(await codeOf(() => openRefusal(refusal, verification()))).toBe('BIND_SIGNER');
  });

  it('a receipt does not pass as an acknowledgement or refusal', async () => {
    const bytes = await makeReceipt(receipt, keys(GATEWAY));
    expect(await codeOf(() => openAcknowledgement(bytes, verification()))).toBe('SHAPE_PROFILE');
    expect(await codeOf(() => openRefusal(bytes, verification()))).toBe('SHAPE_PROFILE');
  });

  it.each([true, false])(
    'a refusal keeps code, reason, detail and findings (with message: %s)',
    async (withMessage) => {
      const known = {
        kennung: newUuid(),
        nachrichtenUUID: newUuid(),
        sha256: sha256Hex('x'),
        zeitpunkt: new Date('2026-11-22T10:00:00Z'),
        gateway,
        einzelheit: 'Zeichen < & > " und Ümläute',
      };
      const error = fault('VALIDATE_RULE', {
        findings: [
          { rule: 'R6', text: 'Das Datum liegt <vor> der Tat.', severity: 'error', line: 3, path: "/a/b[@c='1']" },
          { rule: 'XSD', text: 'Ohne Ort.', severity: 'error' },
        ],
      });
      const bytes = await makeRefusal(
        known,
        error,
        withMessage ? Buffer.from(freshMessage()) : undefined,
        keys(GATEWAY),
      );
      expect(await openRefusal(bytes, verification())).toEqual({
        ...known,
        grund: 'X002',
        code: 'VALIDATE_RULE',
        befunde: error.findings,
      });
    },
  );

  it('a refusal with more findings, longer and emptier texts than the schema takes is shortened, not broken', async () => {
    const findings = Array.from({ length: 500 }, (_, at) => ({
      rule: `R${at}`,
      text: at % 2 ? '' : 'ä'.repeat(5000),
      severity: 'error' as const,
      line: at,
    }));
    const bytes = await makeRefusal(
      { kennung: newUuid(), zeitpunkt: new Date(), gateway, einzelheit: '😀'.repeat(3000) },
      fault('VALIDATE_SCHEMA', { findings }),
      undefined,
      keys(GATEWAY),
    );
    const opened = await openRefusal(bytes, verification());
    expect(opened.befunde).toHaveLength(100);
    expect(opened.befunde.every(({ text }) => text.length > 0 && text.length <= 2000)).toBe(true);
  });

  it('a refusal survives what an attacker can put into its texts', async () => {
    for (const einzelheit of [
      '\u0000',
      'a\u0008b',
      '\ud800',
      ']]>',
      '\r\n\u001b[31m',
      '\ufffe',
      `${'x'.repeat(1999)}😀`,
    ]) {
      const bytes = await makeRefusal(
        { kennung: newUuid(), zeitpunkt: new Date(), gateway, einzelheit },
        fault('SHAPE_ALGORITHM', { path: einzelheit }),
        undefined,
        keys(GATEWAY),
      );
      expect(await codeOf(() => openRefusal(bytes, verification()))).toBe('none');
    }
  });

  it('an acknowledgement says after verification what it said before, and who signed', async () => {
    const acknowledgement = {
      nachrichtenUUID: newUuid(),
      sha256: sha256Hex('x'),
      leser: POLIZEI,
      zeitpunkt: new Date('2026-11-22T10:00:00.500Z'),
    };
    const signer = keys(POLIZEI);
    const bytes = await makeAcknowledgement(acknowledgement, signer);
    expect(await openAcknowledgement(bytes, verification())).toEqual({
      acknowledgement,
      fingerprint: signer.certificate.fingerprintSha256,
    });
    const changed = Buffer.from(bytes.toString().replace(POLIZEI, BGB));
    expect(await codeOf(() => openAcknowledgement(changed, verification()))).toBe('VERIFY_SIGNATURE');
  });
});
