import { inhalt, zahlungsstand } from './enforcement/final-decision.ts';
import { angehalten } from './enforcement/payment.ts';
import { following, isClosed, last } from './file-search.ts';
import type { Frist } from './frist.ts';
import type { Fall } from './input/input.ts';
import { verwarnungOf } from './prosecution/warning-fine.ts';
import { instanzOf } from './remedies/appeal.ts';
import type { Rechtsbehelf } from './remedies/remedy.ts';

/** Where a case stands that is over, final, warned or before the higher court. */
export type SpaeterStand =
  | 'verwarnung-angeboten'
  | 'verwarnung-wirksam'
  | 'rechtsbeschwerde'
  | 'freigesprochen'
  | 'rechtskraeftig'
  | 'zahlungserleichterung'
  | 'beitreibbar'
  | 'erzwingungshaft'
  | 'vollstreckung-ausgesetzt'
  | 'erledigt'
  | 'verjaehrt'
  | 'verstorben';

const find = (fristen: readonly Frist[], name: Frist['name']): Frist | undefined =>
  fristen.find((one) => one.name === name);

/** Order of a court that is neither carried out nor refused on appeal. */
const underOrder = (fall: Fall): boolean => {
  const order = last(fall, 'erzwingungshaft-angeordnet');
  return (
    order !== undefined &&
    following(fall, order, 'erzwingungshaft-vollzogen', 'erzwingungshaft-abgelehnt') === undefined
  );
};

const afterFinality = (fall: Fall, fristen: readonly Frist[]): SpaeterStand => {
  const status = (name: Frist['name']): Frist['status'] | undefined => find(fristen, name)?.status;
  if (status('vollstreckungsverjaehrung') === 'abgelaufen') return 'verjaehrt';
  if (angehalten(fall) !== undefined) return 'vollstreckung-ausgesetzt';
  const due = find(fristen, 'zahlungsfrist');
  const relief = last(fall, 'zahlungserleichterung-bewilligt') !== undefined;
  if (
    due?.status === 'ruht' ||
    (relief && due?.beginn !== undefined && due.beginn !== null && fall.stichtag < due.beginn)
  )
    return 'zahlungserleichterung';
  if (underOrder(fall)) return 'erzwingungshaft';
  return status('beitreibung-ab') === 'eingetreten' ? 'beitreibbar' : 'rechtskraeftig';
};

/** The stand after a Verwarnung, death, payment, Rechtskraft or Rechtsbeschwerde; undefined while the case is before that. */
export const spaetererStand = (
  fall: Fall,
  behelf: Rechtsbehelf,
  fristen: readonly Frist[],
): SpaeterStand | undefined => {
  if (last(fall, 'person-verstorben') !== undefined) return 'verstorben';
  if (behelf.eingetreten && inhalt(fall).entfaellt) return 'freigesprochen';
  if (behelf.beseitigt === undefined && zahlungsstand(fall).vollstaendig) return 'erledigt';
  if (isClosed(fall)) return undefined;
  if (behelf.eingetreten) return afterFinality(fall, fristen);
  const warning = verwarnungOf(fall);
  const issued = last(fall, 'bescheid-erlassen') !== undefined;
  if (warning?.wirksamAm !== undefined) return 'verwarnung-wirksam';
  if (find(fristen, 'verfolgungsverjaehrung')?.status === 'abgelaufen') return undefined;
  if (instanzOf(fall)?.eingelegt !== undefined) return 'rechtsbeschwerde';
  return !issued && find(fristen, 'verwarnungsgeld')?.status === 'laeuft' ? 'verwarnung-angeboten' : undefined;
};
