import { loadKeyStore, type TrustStore } from '../crypto/index.ts';
import type { Directory } from '../directory/index.ts';
import { daysLeft, type Expiring, expiringOf, WARNING_DAYS, warningDue } from '../gateway/index.ts';
import { fault } from '../platform/index.ts';

/** Text of a check that found nothing wrong, or of a remark. */
export type Finding = string | { readonly hinweis: string };

const day = (date: Date): string => date.toISOString().slice(0, 10);
const inDays = (item: Expiring, at: Date): string => {
  const left = daysLeft(item, at);
  return left < 0 ? `am ${day(item.bis)} abgelaufen` : `in ${left} Tagen (${day(item.bis)})`;
};

const ZWECKE = { tls: 'TLS', signature: 'Signatur', encryption: 'Verschlüsselung' } as const;
const ARTEN = {
  eigenes: '',
  teilnehmer: '',
  zertifizierungsstelle: 'Zertifizierungsstelle ',
  sperrliste: 'Sperrliste von ',
} as const;

const named = (item: Expiring, directory: Directory, at: Date): string => {
  const { art, inhaber, zweck } = item;
  const kurz = directory.get(inhaber)?.kurz ?? inhaber;
  return `${ARTEN[art]}${kurz}${zweck === undefined ? '' : ` ${ZWECKE[zweck]}`} ${inDays(item, at)}`;
};

/** Shortens a list for a line of the terminal. */
const some = (texts: readonly string[]): string =>
  texts.length <= 6 ? texts.join(', ') : `${texts.slice(0, 6).join(', ')} und ${texts.length - 6} weitere`;

/** Revocation lists: the newest of each issuer is in date. @throws TRUST_REVOCATION_UNKNOWN */
export function checkCrls(directory: Directory, trust: TrustStore, at: Date): Finding {
  const lists = expiringOf(directory, trust).filter(({ art }) => art === 'sperrliste');
  const first = lists.toSorted((a, b) => a.bis.getTime() - b.bis.getTime())[0];
  if (first === undefined) throw fault('TRUST_REVOCATION_UNKNOWN');
  if (first.bis < at)
    throw fault('TRUST_REVOCATION_UNKNOWN', { detail: `Die Sperrliste galt bis ${first.bis.toISOString()}.` });
  const text = `gültig bis ${day(first.bis)}`;
  const due = warningDue(first, at);
  return due === undefined ? text : { hinweis: `${text}, Warnstufe ${due} Tage` };
}

/** Certificates in use: the gateway's own are trusted now, and nothing ends soon. @throws TRUST_* */
export async function checkCertificates(
  directory: Directory,
  trust: TrustStore,
  pkiDir: string,
  at: Date,
): Promise<Finding> {
  const { tls, signature, encryption } = loadKeyStore(pkiDir, directory.gateway.schluessel);
  await trust.check(tls.certificate, [], { purpose: 'tls-server', at });
  await trust.check(signature.certificate, [], { purpose: 'signature', at });
  await trust.check(encryption.certificate, [], { purpose: 'encryption', at });
  const items = expiringOf(directory, trust).filter(({ art }) => art !== 'sperrliste');
  const [longest] = WARNING_DAYS.toReversed();
  const due = items
    .flatMap((item) => {
      const days = warningDue(item, at);
      return days === undefined ? [] : [{ item, days }];
    })
    .sort((a, b) => a.item.bis.getTime() - b.item.bis.getTime());
  if (due.length === 0) return `${items.length} Zertifikate, alle länger als ${longest} Tage gültig`;
  const steps = [...new Set(due.map(({ days }) => days))].map((days) => (days === 0 ? 'abgelaufen' : `${days} Tage`));
  const list = some(due.map(({ item }) => named(item, directory, at)));
  return { hinweis: `laufen ab (Warnstufe ${steps.join(', ')}): ${list}` };
}

/** Where revocation is asked beside the lists, and what an operator decided to let pass. */
export function checkRevocation(directory: Directory, trust: TrustStore, at: Date): Finding {
  const responders = trust.responders();
  const text = responders.length === 0 ? 'Sperrlisten, kein OCSP' : `Sperrlisten, OCSP: ${responders.join(', ')}`;
  const overrides = trust.overrides();
  if (overrides.length === 0) return `${text}; keine Ausnahme`;
  const state = ({ from, until }: { from: Date; until: Date }): string =>
    until < at
      ? `am ${until.toISOString()} beendet`
      : from > at
        ? `ab ${from.toISOString()}`
        : `bis ${until.toISOString()}`;
  const list = overrides.map((item) => `${directory.get(item.authority)?.kurz ?? item.authority} ${state(item)}`);
  return { hinweis: `${text}; Ausnahmen: ${some(list)}` };
}
