import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { NewRefusal, NewSendung } from '../../src/ledger/index.ts';

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** An invented Sendung as intake hands it to the ledger; `over` replaces parts of it. */
export function newSendung(over: Partial<NewSendung> = {}, size = 2_000): NewSendung {
  const bytes = over.bytes ?? randomBytes(size);
  const payload = randomBytes(120);
  return {
    uuid: randomUUID(),
    sha256: sha256(bytes),
    bytes,
    kopf: {
      nachrichtentyp: 'fahrerermittlung.ersuchen.1120',
      standard: 'urn:bussgeld-blaupause:xbussgeld:1.0',
      absender: 'bgb:145110000001',
      empfaenger: 'pol:092761440001',
      vorgangsUUID: randomUUID(),
      erstellt: new Date('2026-11-22T10:00:00Z'),
      gueltigBis: new Date('2026-11-23T10:00:00Z'),
      test: true,
    },
    eingegangen: new Date('2026-11-22T10:00:01Z'),
    quittung: randomBytes(2_500),
    leaf: { hash: sha256(payload), payload, salt: randomBytes(32) },
    pruefungen: [{ pruefung: 'trust', ergebnis: 'bestanden', gueltigBis: '2026-11-22T18:00:00Z' }],
    prioritaet: 5,
    ...over,
  };
}

/** An invented refusal as intake hands it to the ledger. */
export function newRefusal(over: Partial<NewRefusal> = {}): NewRefusal {
  const payload = randomBytes(120);
  return {
    id: randomUUID(),
    sha256: randomBytes(32),
    code: 'VERIFY_SIGNATURE',
    grund: 'T011',
    zeit: new Date('2026-11-22T10:00:01Z'),
    antwort: randomBytes(1_500),
    alarm: false,
    leaf: { hash: sha256(payload), payload, salt: randomBytes(32) },
    ...over,
  };
}
