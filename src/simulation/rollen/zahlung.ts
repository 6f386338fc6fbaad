import { verrechnung } from '../../procedure/index.ts';
import type { Forderung, VollstreckungZahlung3030 } from '../../standard/index.ts';
import type { Inhalt } from '../handlung.ts';
import { alsBetrag, inCent } from './geld.ts';

/** A payment of everything that is open, set off as § 94 OWiG says. */
export const volleZahlung = (
  forderung: Forderung,
  valuta: string,
  art: 'ueberweisung' | 'vollstreckungsdienst',
): Inhalt<VollstreckungZahlung3030['typ']> => {
  const offen = inCent(forderung.offen);
  const { geldbusse, kosten, rest } = verrechnung(offen, {
    geldbusse: inCent(forderung.hauptforderung),
    nebenfolgen: 0,
    kosten: inCent(forderung.kosten),
  });
  const kassenzeichen = forderung.zahlungsverbindung?.verwendungszweck;
  return {
    ...(kassenzeichen === undefined ? {} : { kassenzeichen }),
    betrag: alsBetrag(offen),
    valuta,
    zahlungsart: { code: art },
    verrechnung: { geldbusse: alsBetrag(geldbusse), kosten: alsBetrag(kosten) },
    rest: alsBetrag(rest),
  };
};
