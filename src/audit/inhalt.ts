import { readSendung, shapeSendung } from '../envelope/index.ts';
import { sha256Hex } from '../platform/ids.ts';
import { instant } from './lesen.ts';
import type { Pruefumfang, SendungRow } from './sendungen.ts';

/**
 * Checks the bytes as handed in, where they are still stored: their hash, and the header that they bear. They are read
 * one at a time, so that large ones do not add up. Whether they may be gone is judged by the state of the delivery.
 */
export async function pruefeInhalt({ client, befunde, signaturen }: Pruefumfang, row: SendungRow): Promise<void> {
  if (row.inhalt === null) return;
  const { rows } = await client.query<{ bytes: Buffer }>('SELECT bytes FROM blaupause.inhalt WHERE uuid = $1', [
    row.uuid,
  ]);
  const [stored] = rows;
  if (stored === undefined) return;
  const { bytes } = stored;
  const expect = (holds: boolean, befund: string) => befunde.expect(holds, 'inhalt', row.uuid, befund);
  const same = sha256Hex(bytes) === row.sha256.toString('hex');
  expect(same, 'Der Inhalt hat nicht den Hash, den die Quittung nennt.');
  expect(bytes.length === row.groesse, 'Der Inhalt hat nicht die Größe, die die Zeile nennt.');
  if (!same || !signaturen(row.uuid)) return;
  try {
    using document = readSendung(bytes);
    const { claimed } = shapeSendung(document, new Date(row.eingegangen));
    const header = [
      ...[claimed.nachrichtenUUID, claimed.nachrichtentyp, claimed.standard, claimed.absender, claimed.empfaenger],
      ...[claimed.vorgangsUUID, claimed.erstellt.toISOString(), claimed.gueltigBis.toISOString(), claimed.test],
    ];
    const columns = [
      ...[row.uuid, row.nachrichtentyp, row.standard, row.absender, row.empfaenger],
      ...[row.vorgang, instant(row.erstellt), instant(row.gueltig_bis), row.test],
    ];
    befunde.expect(
      header.every((value, at) => value === columns[at]),
      'sendung',
      row.uuid,
      'Die Zeile nennt einen anderen Kopf als der Inhalt.',
    );
  } catch (error) {
    const { code = '' } = error as { code?: string };
    befunde.add('inhalt', row.uuid, `Der Inhalt ist keine lesbare Sendung (${code}).`);
  }
}
