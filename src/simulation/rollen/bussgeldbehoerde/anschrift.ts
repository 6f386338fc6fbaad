import type { Akte } from '../../akte.ts';
import { type Handlung, type Lage, sende } from '../../handlung.ts';
import { angaben } from './frist.ts';

/** Request for the registered address of the driver. */
export const anschriftenersuchen = (akte: Akte, lage: Lage): Handlung[] => {
  const { fahrer } = akte;
  if (fahrer === undefined) return [];
  const { familienname, vornamen, geburtsdatum } = fahrer;
  return [
    sende({
      typ: 'fahrerermittlung.anschriftenersuchen.1140',
      an: 'meldebehoerde',
      vorgang: angaben(akte, lage, 'bmg-38'),
      inhalt: {
        auswahldaten: {
          familienname,
          ...(vornamen === undefined ? {} : { vornamen }),
          ...(geburtsdatum === undefined ? {} : { geburtsdatum }),
        },
        zweck: 'Anhörung und Zustellung in einem Bußgeldverfahren',
      },
    }),
  ];
};
