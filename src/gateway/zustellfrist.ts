import type { Zustellfrist } from '../dispatch/index.ts';
import type { Profile } from '../profile/index.ts';

const HOUR_MS = 3_600_000;

/** How long delivery to an authority is tried by the profile as it stands; the gateway's own for one that has gone. */
export function zustellfristOf({ gateway, behoerden }: Profile, empfaenger: string): Zustellfrist {
  const own = behoerden.find(({ schluessel }) => schluessel === empfaenger)?.zustellfrist;
  const { push, postfach } = gateway.zustellfrist;
  return { pushMs: (own?.push ?? push) * HOUR_MS, postfachMs: (own?.postfach ?? postfach) * 24 * HOUR_MS };
}
