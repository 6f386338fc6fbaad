import { tempoverstoss } from '../../../procedure/index.ts';
import type { Rechtsfolge } from '../../../standard/index.ts';
import type { Akte } from '../../akte.ts';
import { alsBetrag } from '../geld.ts';

/** The regular sanction of the act (BKatV), reckoned from its Tatbestandsnummer. */
export const rechtsfolge = (akte: Akte): { folge: Rechtsfolge; cent: number } | undefined => {
  const ahndung = tempoverstoss(akte.tat?.tatvorwurf[0].tbnr ?? '');
  if (ahndung === undefined) return undefined;
  const { cent, punkte, fahrverbotMonate } = ahndung;
  return {
    cent,
    folge: {
      geldbusse: alsBetrag(cent),
      ...(fahrverbotMonate > 0 ? { fahrverbotMonate, abs2a: true } : {}),
      punkte,
      faerPflichtig: punkte > 0,
    },
  };
};
