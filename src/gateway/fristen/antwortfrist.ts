import { addDays, addWorkdays, type Datum, type Ort } from '../../procedure/index.ts';
import { definitionOf } from '../../standard/index.ts';

/**
 * Last day for the answer to a request: the one its author asks for, or the answer period that the catalogue proposes
 * (working days at the seat of the asked authority; a period of hours ends on the same day).
 *
 * @param ort seat of the asked authority
 * @returns undefined where neither says a day
 */
export const antwortBis = (
  { nummer, am, erbetenBis }: { readonly nummer: string; readonly am: Datum; readonly erbetenBis?: Datum | undefined },
  ort: Ort,
): Datum | undefined => {
  if (erbetenBis !== undefined) return erbetenBis < am ? am : erbetenBis;
  const frist = definitionOf(nummer)?.frist;
  if (frist === undefined) return undefined;
  switch (frist.einheit) {
    case 'unverzueglich':
      return undefined;
    case 'stunde':
      return am;
    case 'tag':
      return addDays(am, frist.menge);
    case 'werktag':
      return addWorkdays(am, frist.menge, ort);
  }
};
