import { computeDeadlines, type Frist, type Fristname } from '../../src/procedure/index.ts';

export interface Event {
  typ: string;
  am: string;
  [field: string]: unknown;
}

export const ANHOERUNG: Event = { typ: 'anhoerung-angeordnet', am: '2026-10-20' };
export const BESCHEID: Event = { typ: 'bescheid-erlassen', am: '2026-12-01', geldbusse: 180, kosten: 28.5 };
export const zugestellt = (am: string, art = 'pzu-briefkasten'): Event => ({ typ: 'bescheid-zugestellt', am, art });
export const einspruch = (am: string, more: Record<string, unknown> = {}): Event => ({
  typ: 'einspruch-eingelegt',
  am,
  ...more,
});

/** The invented case: Saturday 15.08.2026, authority in Chemnitz. */
export const fall = (ereignisse: Event[], more: Record<string, unknown> = {}) => ({
  tat: { begangenAm: '2026-08-15', tbnr: '141713' },
  land: 'SN',
  ags: '14511000',
  ereignisse,
  ...more,
});

export const rechne = (ereignisse: Event[], more: Record<string, unknown> = {}) =>
  computeDeadlines(fall(ereignisse, more));

/** One period of a result by its name. */
export const frist = (result: { fristen: readonly Frist[] }, name: Fristname): Frist => {
  const found = result.fristen.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name} in the result`);
  return found;
};

/** Ends of all periods by name. */
export const enden = (result: { fristen: readonly Frist[] }): Record<string, string | null> =>
  Object.fromEntries(result.fristen.map((one) => [one.name, one.ende]));

/** Status of a period on a day. */
export const status = (ereignisse: Event[], name: Fristname, stichtag?: string): Frist['status'] =>
  frist(rechne(ereignisse, stichtag === undefined ? {} : { stichtag }), name).status;
