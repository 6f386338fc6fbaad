import type { Kopf } from '../../../src/envelope/index.ts';
import { edit, forge, freshMessage } from '../../support/forge.ts';
import type { Case } from '../support.ts';

const HOUR = 3_600_000;
const window = (what: string, detail: string, erstellt: number, gueltigBis: number): Case => ({
  what,
  code: 'BIND_WINDOW',
  detail,
  make: (pkiDir) => {
    const now = Date.now();
    const kopf: Partial<Kopf> = { erstellt: new Date(now + erstellt), gueltigBis: new Date(now + gueltigBis) };
    return forge(pkiDir, { kopf }).bytes;
  },
});

export const cases: readonly Case[] = [
  window('older than the window', 'zu weit zurück', -48 * HOUR, HOUR),
  window('past its own end', 'gueltigBis', -2 * HOUR, -HOUR),
  window('dated ahead', 'Zukunft', 2 * HOUR, 4 * HOUR),
  window('ends before it begins', 'gueltigBis', 0, -HOUR),
];

/** Two Sendungen with the same UUID: the same message sealed twice, and another message. */
export const sameUuid = (pkiDir: string) => {
  const nachricht = freshMessage();
  return {
    first: forge(pkiDir, { nachricht }),
    again: forge(pkiDir, { nachricht }),
    other: forge(pkiDir, { nachricht: edit(nachricht, 'Mustermobil Kombi', 'Mustermobil Limousine') }),
  };
};
