import { addDays, type Datum, german, nextWorkday, type Ort } from '../../procedure/index.ts';
import type { Anschrift, Beteiligter, ZustellungAuftrag2010 } from '../../standard/index.ts';
import type { Akte } from '../akte.ts';
import { beleg } from '../beleg.ts';
import {
  absender,
  type Handlung,
  type Lage,
  notiere,
  type Sachbearbeitung,
  sende,
  uuidVon,
  wiedervorlage,
} from '../handlung.ts';
import { inBerlin } from '../zeit.ts';

const AUFTRAG = '2010';
const BESTAETIGUNG = 'bestaetigung';
const MELDUNG = 'meldung';
const UNTERNEHMEN = 'Musterpost Zustelldienst GmbH (fiktiv)';
const ZUSTELLER = 'Peter Postbote';

/** What the service keeps of an order; the document itself goes to the printing line. */
interface Auftrag {
  readonly nachricht: ZustellungAuftrag2010;
  readonly adressat: Beteiligter;
  readonly anschrift: Anschrift;
}

const auftragsnummer = (akte: Akte): string => `${akte.aktenzeichen}-${akte.zustellversuche ?? 1}`;

/** The addressee by name only, as the certificate of service has it. */
const nurName = (beteiligter: Beteiligter): Beteiligter => {
  const { natuerlichePerson: person } = beteiligter;
  if (person === undefined) return beteiligter;
  const { familienname, vornamen } = person;
  return { natuerlichePerson: { familienname, ...(vornamen === undefined ? {} : { vornamen }) } };
};

const auftragAus = (akte: Akte): Auftrag | undefined => {
  const nachricht = akte.auftrag;
  if (nachricht === undefined) return undefined;
  const { beteiligter, anschrift } = nachricht.empfaenger;
  return { nachricht, adressat: nurName(beteiligter), anschrift };
};

const rahmen = (akte: Akte, nachricht: ZustellungAuftrag2010, rechtsgrundlage: string) => ({
  an: absender(nachricht),
  referenzUUID: akte.ersuchen[AUFTRAG]?.uuid ?? uuidVon(nachricht),
  vorgang: { rechtsgrundlage },
});

/** The day's result of the order in hand, as the scenario has it. */
const versuch = (akte: Akte, { szenario }: Lage) => szenario.ablauf.zustelldienst[(akte.zustellversuche ?? 1) - 1];

const nachweis = (akte: Akte, auftrag: Auftrag, am: Datum, briefkasten: boolean): Handlung => {
  const urkunde = beleg('zustellungsurkunde', 'zustellungsurkunde.pdf', am, ['Zustellungsurkunde', german(am)]);
  return sende({
    typ: 'zustellung.nachweis.2020',
    ...rahmen(akte, auftrag.nachricht, 'zpo-182'),
    belege: [urkunde],
    inhalt: {
      auftragsnummer: auftragsnummer(akte),
      zustellung: {
        art: { code: 'pzu' },
        auftragsdatum: auftrag.nachricht.auftragsdatum,
        adressat: auftrag.adressat,
        ...(briefkasten ? { ersatzzustellungsgrund: { code: '180-briefkasten' } } : {}),
        tagAufUmschlagVermerkt: true,
        anschrift: auftrag.anschrift,
        zustelldatum: am,
        uhrzeit: '10:47:00',
        zusteller: ZUSTELLER,
        unternehmen: UNTERNEHMEN,
        urkunde: urkunde.referenz,
      },
    },
  });
};

const unzustellbar = (akte: Akte, auftrag: Auftrag, am: Datum): Handlung =>
  sende({
    typ: 'zustellung.unzustellbar.2021',
    ...rahmen(akte, auftrag.nachricht, 'zpo-182'),
    inhalt: {
      auftragsnummer: auftragsnummer(akte),
      grund: { code: 'unbekannt-verzogen' },
      festgestelltAm: am,
      zustellversuch: [{ am, uhrzeit: '11:05:00', feststellung: 'Name nicht an Klingel und Briefkasten.' }],
    },
  });

/** The delivery service: confirms an order the next working day and certifies what came of it. */
export const zustelldienst: Sachbearbeitung = {
  aktenzeichen: ({ fall }) => `MP-${fall.tat.begangenAm.slice(0, 4)}-0001`,
  eingang: {
    'zustellung.auftrag.2010': (akte, nachricht, lage) => {
      const { jetzt, heute, selbst } = lage;
      const von = nachricht.nachrichtenkopf.autor.kennung;
      const zaehler = (akte.zustellversuche ?? 0) + 1;
      const ausgang = versuch({ ...akte, zustellversuche: zaehler }, lage);
      return [
        notiere({
          auftrag: nachricht,
          zustellversuche: zaehler,
          ersuchen: { ...akte.ersuchen, [AUFTRAG]: { uuid: uuidVon(nachricht), von, am: jetzt } },
        }),
        wiedervorlage(nextWorkday(addDays(heute, 1), selbst as Ort), '07:30', BESTAETIGUNG),
        ...(ausgang === undefined ? [] : [wiedervorlage(ausgang.gemeldetAm, '09:00', MELDUNG)]),
      ];
    },
  },
  wiedervorlage: {
    [BESTAETIGUNG]: (akte, { jetzt, heute }) => {
      const auftrag = auftragAus(akte);
      if (auftrag === undefined) return [];
      return [
        sende({
          typ: 'zustellung.auftragsbestaetigung.2011',
          ...rahmen(akte, auftrag.nachricht, 'owig-51'),
          inhalt: { auftragsnummer: auftragsnummer(akte), angenommenAm: inBerlin(jetzt), aufgabeAm: heute },
        }),
      ];
    },
    [MELDUNG]: (akte, lage) => {
      const auftrag = auftragAus(akte);
      const ausgang = versuch(akte, lage);
      if (auftrag === undefined || ausgang === undefined) return [];
      return [
        ausgang.ergebnis === 'unzustellbar'
          ? unzustellbar(akte, auftrag, ausgang.am)
          : nachweis(akte, auftrag, ausgang.am, ausgang.ergebnis === 'briefkasten'),
      ];
    },
  },
};
