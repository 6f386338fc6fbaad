import type { Crl, KeyPurpose, TrustStore } from '../crypto/index.ts';
import type { Directory } from '../directory/index.ts';

/** Something that ends: a certificate in use or a revocation list. */
export interface Expiring {
  readonly art: 'eigenes' | 'teilnehmer' | 'zertifizierungsstelle' | 'sperrliste';
  /** Organisationsschlüssel, or the name of the certification authority */
  readonly inhaber: string;
  readonly zweck?: KeyPurpose;
  /** SHA-256: a renewed one is another one */
  readonly id: string;
  readonly von: Date;
  readonly bis: Date;
}

/** Days before the end at which operators are warned, the last one first. */
export const WARNING_DAYS = [7, 14, 30, 60] as const;

const DAY_MS = 86_400_000;
const PURPOSES: readonly KeyPurpose[] = ['tls', 'signature', 'encryption'];

/** Whole days until something ends; negative where it has. */
export const daysLeft = ({ bis }: Pick<Expiring, 'bis'>, at: Date): number =>
  Math.floor((bis.getTime() - at.getTime()) / DAY_MS);

/**
 * The warning that is due: 60, 30, 14 or 7 days before the end, 0 after it, nothing before.
 *
 * A revocation list often lives for days only: a warning earlier than half its life would never be silent. A list too
 * short for any of them is warned of in its last quarter, as 7.
 */
export const warningDue = (item: Expiring, at: Date): 0 | (typeof WARNING_DAYS)[number] | undefined => {
  const left = item.bis.getTime() - at.getTime();
  if (left < 0) return 0;
  if (item.art !== 'sperrliste') return WARNING_DAYS.find((days) => left <= days * DAY_MS);
  const life = item.bis.getTime() - item.von.getTime();
  const fitting = WARNING_DAYS.filter((days) => days * DAY_MS < life / 2);
  if (fitting.length === 0) return left <= life / 4 ? WARNING_DAYS[0] : undefined;
  return fitting.find((days) => left <= days * DAY_MS);
};

/** Of each issuer the revocation list that ends last. */
const newest = (crls: readonly Crl[]): Crl[] => {
  const end = ({ nextUpdate }: Crl): number => nextUpdate?.getTime() ?? 0;
  const found = new Map<string, Crl>();
  for (const crl of crls) {
    const other = found.get(crl.issuer);
    if (other === undefined || end(other) < end(crl)) found.set(crl.issuer, crl);
  }
  return [...found.values()];
};

/**
 * Everything whose end an operator of this gateway must see coming: its own certificates, those of the participants
 * that are in use, the certification authorities and their revocation lists. Replaced certificates may end.
 */
export const expiringOf = (directory: Directory, trust: TrustStore): Expiring[] => {
  const { authorities, crls } = trust.inUse();
  const own = directory.gateway.schluessel;
  return [
    ...[directory.gateway, ...directory.authorities].flatMap(({ schluessel, certificates }) =>
      PURPOSES.flatMap((zweck): Expiring[] => {
        const current = certificates[zweck][0];
        if (current === undefined) return [];
        const { fingerprintSha256: id, notBefore: von, notAfter: bis } = current;
        return [{ art: schluessel === own ? 'eigenes' : 'teilnehmer', inhaber: schluessel, zweck, id, von, bis }];
      }),
    ),
    ...authorities.map(
      ({ commonName, subject, fingerprintSha256: id, notBefore: von, notAfter: bis }): Expiring => ({
        art: 'zertifizierungsstelle',
        inhaber: commonName ?? subject,
        ...{ id, von, bis },
      }),
    ),
    ...newest(crls).map(
      ({ issuer, fingerprintSha256: id, thisUpdate: von, nextUpdate }): Expiring => ({
        art: 'sperrliste',
        inhaber: issuer,
        ...{ id, von, bis: nextUpdate ?? von },
      }),
    ),
  ];
};
