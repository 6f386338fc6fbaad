import { type Kopf, messageNumber } from '../envelope/index.ts';
import { fault } from '../platform/errors.ts';
import type { Verified } from './checks/index.ts';
import type { GatewayContext } from './context.ts';

/**
 * Step 7, bind – the signed header against certificate and directory: the signer is the sender, may send this type,
 * and the recipient exists, takes it, and speaks this version of the standard.
 *
 * @throws BIND_SIGNER, BIND_SENDER_SERVICE, BIND_RECIPIENT, BIND_SERVICE, BIND_STANDARD, BIND_TEST
 */
export function bindHeader(
  { directory, profile }: GatewayContext,
  { kopf, signer }: Pick<Verified, 'kopf' | 'signer'>,
): void {
  const number = messageNumber(kopf.nachrichtentyp);
  if (directory.bySignatureFingerprint(signer)?.schluessel !== kopf.absender) {
    throw fault('BIND_SIGNER', { path: '/sendung/kopf/absender' });
  }
  if (!directory.maySend(kopf.absender, number)) {
    throw fault('BIND_SENDER_SERVICE', { path: '/sendung/kopf/nachrichtentyp', detail: `Nachricht ${number}.` });
  }
  const recipient = directory.get(kopf.empfaenger);
  if (recipient === undefined) throw fault('BIND_RECIPIENT', { path: '/sendung/kopf/empfaenger' });
  if (!directory.accepts(kopf.empfaenger, number)) {
    throw fault('BIND_SERVICE', { path: '/sendung/kopf/nachrichtentyp', detail: `Nachricht ${number}.` });
  }
  if (!directory.supports(kopf.empfaenger, kopf.standard)) {
    throw fault('BIND_STANDARD', { path: '/sendung/kopf/standard' });
  }
  if (kopf.test !== (profile.umgebung === 'test')) {
    throw fault('BIND_TEST', {
      path: '/sendung/kopf/test',
      detail: `Dieses Gateway läuft in der Umgebung ${profile.umgebung}.`,
    });
  }
}

/**
 * Step 9, open, beforehand – the recipient is among the readers. It opens the key that bears its name and no other, so
 * without one it would get what it cannot open; the gateway gives its answer at once.
 *
 * @param readers names of the keys, from signed bytes
 * @throws OPEN_NOT_READER
 */
export function expectReader({ empfaenger }: Kopf, readers: readonly string[]): void {
  if (readers.includes(empfaenger)) return;
  throw fault('OPEN_NOT_READER', {
    path: '/sendung/EncryptedData/KeyInfo/EncryptedKey',
    detail: `Für den Empfänger ${empfaenger} ist kein Schlüssel dabei.`,
  });
}

/**
 * Step 7, bind – the window of time: not dated ahead, not too old, not past its own end.
 *
 * @throws BIND_WINDOW with the bound that was missed
 */
export function checkWindow({ settings }: GatewayContext, kopf: Kopf, now: Date): void {
  const outside = (detail: string, element: string) =>
    fault('BIND_WINDOW', { detail, path: `/sendung/kopf/${element}` });
  const age = now.getTime() - kopf.erstellt.getTime();
  if (kopf.gueltigBis <= kopf.erstellt) throw outside('gueltigBis liegt nicht nach erstellt.', 'gueltigBis');
  if (age < -settings.windowFutureMs) throw outside('erstellt liegt in der Zukunft.', 'erstellt');
  if (age > settings.windowPastMs) throw outside('erstellt liegt zu weit zurück.', 'erstellt');
  if (now > kopf.gueltigBis) throw outside('gueltigBis ist überschritten.', 'gueltigBis');
}
