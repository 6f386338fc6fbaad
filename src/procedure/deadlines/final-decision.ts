import { forderung } from '../amounts/costs.ts';
import type { Datum } from '../time/calendar.ts';
import { bezeichnungen, type Frist, type Status } from './frist.ts';
import type { Fall } from './input.ts';
import type { Rechtsbehelf } from './remedy.ts';

/** What the last Bescheid (or the statement of Rechtskraft) says about amount and Fahrverbot. */
export interface Inhalt {
  /** cents */
  readonly geldbusse?: number;
  readonly gesamt?: number;
  readonly fahrverbotMonate?: number;
  readonly abs2a?: boolean;
}

/** Content of the decision; costs left out are reckoned with one Zustellung (§ 107 OWiG). */
export const inhalt = (fall: Fall): Inhalt => {
  const source = fall.ereignisse.findLast(
    (event) => (event.typ === 'bescheid-erlassen' || event.typ === 'rechtskraft') && event.geldbusse !== undefined,
  );
  const ban = fall.ereignisse.findLast((event) => event.fahrverbotMonate !== undefined || event.abs2a !== undefined);
  const geldbusse = source?.geldbusse;
  const total =
    source === undefined || geldbusse === undefined
      ? undefined
      : source.kosten === undefined
        ? forderung(geldbusse, 1, source.am).gesamt
        : geldbusse + source.kosten;
  return {
    ...(geldbusse === undefined ? {} : { geldbusse }),
    ...(total === undefined ? {} : { gesamt: total }),
    ...(ban?.fahrverbotMonate === undefined ? {} : { fahrverbotMonate: ban.fahrverbotMonate }),
    ...(ban?.abs2a === undefined ? {} : { abs2a: ban.abs2a }),
  };
};

/** Payments up to the Stichtag and whether they settle the decision. */
export const zahlungsstand = (
  fall: Fall,
): { readonly gezahlt: number; readonly vollstaendig: boolean; readonly am?: Datum } => {
  const payments = fall.ereignisse.filter((event) => event.typ === 'zahlung');
  const total = inhalt(fall).gesamt;
  const gezahlt = payments.reduce((sum, event) => sum + (event.betrag ?? 0), 0);
  const declared = payments.some((event) => event.vollstaendig ?? (event.betrag === undefined || total === undefined));
  const am = payments.at(-1)?.am;
  const vollstaendig = declared || (total !== undefined && payments.length > 0 && gezahlt >= total);
  return { gezahlt, vollstaendig, ...(am === undefined ? {} : { am }) };
};

/** What every period after Rechtskraft depends on. */
export interface Basis {
  readonly fall: Fall;
  readonly tag: Datum;
  readonly behelf: Rechtsbehelf;
  readonly bezahlt: boolean;
}

/** A period with its German name. */
export const frist = (
  name: Frist['name'],
  art: Frist['art'],
  rest: Omit<Frist, 'name' | 'bezeichnung' | 'art'>,
): Frist => ({
  name,
  bezeichnung: bezeichnungen[name],
  art,
  ...rest,
});

/** Status of a period after Rechtskraft. */
export const running = ({ fall, behelf, bezahlt }: Basis, ende: Datum | null): Status => {
  if (bezahlt) return 'erledigt';
  if (!behelf.eingetreten) return 'bedingt';
  return ende !== null && fall.stichtag > ende ? 'abgelaufen' : 'laeuft';
};

/** The condition under which a future Rechtskraft stands. */
export const condition = (basis: Basis): string[] =>
  basis.behelf.eingetreten ? [] : ['Unter der Bedingung, dass kein rechtzeitiger Einspruch eingeht.'];
