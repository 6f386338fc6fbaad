import { absender, notiere, type Sachbearbeitung, sende, uuidVon } from '../handlung.ts';
import { anschriftAus, personalien } from './person.ts';

const ERSUCHEN = '1140';

/** The registration office: answers at once from its register, which may be behind the truth the first time. */
export const meldebehoerde: Sachbearbeitung = {
  aktenzeichen: ({ fall }) => `K-EMA-${fall.tat.begangenAm.slice(0, 4)}-1006`,
  eingang: {
    'fahrerermittlung.anschriftenersuchen.1140': (akte, nachricht, { szenario, jetzt }) => {
      const { fahrer } = szenario.fall;
      const gesucht = nachricht.auswahldaten;
      const bekannt = gesucht.familienname === fahrer.familienname && gesucht.vornamen === fahrer.vornamen;
      const erste = akte.ersuchen[ERSUCHEN] === undefined;
      const anschrift = erste ? (fahrer.fruehereAnschrift ?? fahrer.anschrift) : fahrer.anschrift;
      const von = nachricht.nachrichtenkopf.autor.kennung;
      return [
        notiere({ ersuchen: { ...akte.ersuchen, [ERSUCHEN]: { uuid: uuidVon(nachricht), von, am: jetzt } } }),
        sende({
          typ: 'fahrerermittlung.anschriftenauskunft.1141',
          an: absender(nachricht),
          referenzUUID: uuidVon(nachricht),
          vorgang: { rechtsgrundlage: 'bmg-38' },
          inhalt: bekannt
            ? {
                ergebnis: { code: 'treffer' },
                person: personalien(fahrer),
                meldeanschrift: [{ anschrift: anschriftAus(anschrift) }],
                auskunftssperre: false,
              }
            : { ergebnis: { code: 'kein-treffer' }, auskunftssperre: false },
        }),
      ];
    },
  },
};
