import { addDays, addWeeks, type Datum, nextWorkday, type Ort } from '../../../procedure/index.ts';
import type { Verjaehrung } from '../../../standard/index.ts';
import { type Akte, fristenlage, fristNamens, type Vermerk } from '../../akte.ts';
import type { Lage, Vorgangsangaben } from '../../handlung.ts';

/** A file with one more event. */
export const mit = (akte: Akte, vermerk: Vermerk): Akte => ({ ...akte, vermerke: [...akte.vermerke, vermerk] });

/** The periods of the file on the legal day. */
export const fristen = (akte: Akte, { selbst, heute }: Lage) => fristenlage(akte, selbst, heute);

/** The first working day of the authority's seat on or after a day. */
export const werktagAb = (tag: Datum, { selbst }: Lage): Datum => nextWorkday(tag, selbst as Ort);

/** State of limitation as it stands in a message. */
const verjaehrung = (akte: Akte, lage: Lage): Verjaehrung | undefined => {
  const stand = fristen(akte, lage);
  const fristende = fristNamens(stand, 'verfolgungsverjaehrung')?.ende;
  const absolutesEnde = fristNamens(stand, 'verfolgungsverjaehrung-absolut')?.ende;
  if (fristende === undefined || fristende === null) return undefined;
  const anhoerung = akte.vermerke.find(({ typ }) => typ === 'anhoerung-angeordnet');
  return {
    fristende,
    ...(absolutesEnde === undefined || absolutesEnde === null ? {} : { absolutesEnde }),
    ...(anhoerung === undefined ? {} : { letzteUnterbrechung: { tatbestand: { code: '01' }, datum: anhoerung.am } }),
  };
};

/** Ten days before limitation nothing may be left to wait for. */
const RESERVE_TAGE = 10;

/** What a message says about the case: legal basis, limitation, and until when an answer is asked for. */
export const angaben = (akte: Akte, lage: Lage, rechtsgrundlage: string, wochen?: number): Vorgangsangaben => {
  const stand = verjaehrung(akte, lage);
  const wunsch = wochen === undefined ? undefined : addWeeks(lage.heute, wochen);
  const spaetestens = stand === undefined ? undefined : addDays(stand.fristende, -RESERVE_TAGE);
  const knapp = wunsch !== undefined && spaetestens !== undefined && spaetestens < wunsch;
  return {
    rechtsgrundlage,
    ...(wunsch === undefined ? {} : { erbetenBis: knapp ? spaetestens : wunsch }),
    ...(stand === undefined ? {} : { verjaehrung: stand }),
  };
};
