import { addDays } from '../../../procedure/index.ts';
import type { Bescheidangabe, Forderung } from '../../../standard/index.ts';
import { type Akte, fristNamens, type Vermerk } from '../../akte.ts';
import { beleg } from '../../beleg.ts';
import {
  type Adressat,
  absender,
  type Handlung,
  type Lage,
  notiere,
  type Sachbearbeitung,
  sende,
  uuidVon,
  vermerke,
  wiedervorlage,
} from '../../handlung.ts';
import { alsBetrag, inCent } from '../geld.ts';
import { ANLASS, ANZEIGE } from './anlass.ts';
import { angaben, fristen, mit, werktagAb } from './frist.ts';
import { rechtsfolge } from './rechtsfolge.ts';

const BEITREIBUNG = 'beitreibung';

/** Cents that are owed and cents that were paid, from the events of the file. */
const konto = (akte: Akte): { geldbusse: number; kosten: number; gezahlt: number } => {
  const erlass = akte.vermerke.findLast(({ typ }) => typ === 'bescheid-erlassen');
  const zahlungen = akte.vermerke.filter(({ typ }) => typ === 'zahlung');
  return {
    geldbusse: Math.round((erlass?.geldbusse ?? 0) * 100),
    kosten: Math.round((erlass?.kosten ?? 0) * 100),
    gezahlt: zahlungen.reduce((summe, { betrag }) => summe + Math.round((betrag ?? 0) * 100), 0),
  };
};

const forderungAus = (akte: Akte, faelligkeit: string): Forderung => {
  const { geldbusse, kosten, gezahlt } = konto(akte);
  return {
    hauptforderung: alsBetrag(geldbusse),
    kosten: alsBetrag(kosten),
    offen: alsBetrag(geldbusse + kosten - gezahlt),
    faelligkeit,
    zahlungsverbindung: {
      kontoinhaber: 'Landeskasse (erfunden)',
      iban: 'DE79000000001234567890',
      verwendungszweck: akte.aktenzeichen,
    },
  };
};

const bescheidangabe = (akte: Akte): Bescheidangabe | undefined => {
  const { bescheid, zustelldatum } = akte;
  if (bescheid === undefined) return undefined;
  return {
    aktenzeichen: akte.aktenzeichen,
    erlassdatum: bescheid.erlassdatum,
    ...(zustelldatum === undefined ? {} : { zustelldatum }),
    dokument: bescheid.dokument,
  };
};

const mitteilen = (akte: Akte, lage: Lage, rechtskraftAm: string, zahlungsfrist: string): Handlung[] => {
  const bescheid = bescheidangabe(akte);
  const ahndung = rechtsfolge(akte);
  const { fahrer } = akte;
  if (bescheid === undefined || ahndung === undefined || fahrer === undefined) return [];
  const messstelle = akte.ersuchen[ANZEIGE]?.von as Adressat | undefined;
  return ['kasse' as const, ...(messstelle === undefined ? [] : [messstelle])].map((an) =>
    sende({
      typ: 'vollstreckung.rechtskraft.3010',
      an,
      vorgang: angaben(akte, lage, 'owig-66'),
      inhalt: {
        bescheid,
        betroffener: { natuerlichePerson: fahrer },
        rechtsfolge: ahndung.folge,
        rechtskraftAm,
        forderung: forderungAus(akte, rechtskraftAm),
        zahlungsfrist,
      },
    }),
  );
};

const ersuchen = (akte: Akte, lage: Lage): Handlung[] => {
  const stand = fristen(akte, lage);
  const rechtskraftAm = fristNamens(stand, 'rechtskraft')?.ende;
  const verjaehrungEnde = fristNamens(stand, 'vollstreckungsverjaehrung')?.ende;
  const bescheid = bescheidangabe(akte);
  const { fahrer } = akte;
  if (!rechtskraftAm || !verjaehrungEnde || bescheid === undefined || fahrer === undefined) return [];
  const bescheinigung = beleg('vollstreckbarkeitsbescheinigung', 'vollstreckbarkeit.pdf', lage.heute, [
    `Der Bescheid ${akte.aktenzeichen} ist vollstreckbar.`,
  ]);
  return [
    notiere({ beitreibungLaeuft: true }),
    sende({
      typ: 'vollstreckung.ersuchen.3020',
      an: 'vollstreckungsbehoerde',
      vorgang: { ...angaben(akte, lage, 'owig-90'), erbetenBis: addDays(lage.heute, 14) },
      belege: [bescheinigung],
      inhalt: {
        schuldner: { natuerlichePerson: fahrer },
        bescheid,
        rechtskraftAm,
        forderung: forderungAus(akte, rechtskraftAm),
        vollstreckbarkeit: {
          ausgestelltAm: lage.heute,
          ausgestelltDurch: lage.selbst.name,
          dokument: bescheinigung.referenz,
        },
        vollstreckungsverjaehrungEnde: verjaehrungEnde,
        belehrungNach96: true,
      },
    }),
  ];
};

/** Tells an office that the claim is paid. */
const erledigt = (an: Adressat, am: string, gezahlt: number, referenzUUID: string): Handlung =>
  sende({
    typ: 'vollstreckung.erledigung.3070',
    an,
    referenzUUID,
    vorgang: { rechtsgrundlage: 'owig-90' },
    inhalt: { erledigungsart: { code: 'bezahlt' }, erledigtAm: am, gezahlt: alsBetrag(gezahlt), offen: '0.00' },
  });

/** From Rechtskraft to payment, enforcement and its end. */
export const vollstreckung: Pick<Required<Sachbearbeitung>, 'eingang' | 'wiedervorlage'> = {
  wiedervorlage: {
    [ANLASS.rechtskraft]: (akte, lage) => {
      const am = fristNamens(fristen(akte, lage), 'rechtskraft')?.ende;
      if (am === undefined || am === null) return [];
      const rechtskraft: Vermerk = { typ: 'rechtskraft', am };
      const danach = mit(akte, rechtskraft);
      const stand = fristen(danach, lage);
      const zahlungsfrist = fristNamens(stand, 'zahlungsfrist')?.ende;
      const beitreibung = fristNamens(stand, 'beitreibung-ab')?.ende;
      if (!zahlungsfrist || !beitreibung) return [];
      return [
        vermerke(rechtskraft),
        ...mitteilen(danach, lage, am, zahlungsfrist),
        wiedervorlage(werktagAb(beitreibung, lage), '09:00', BEITREIBUNG),
      ];
    },
    [BEITREIBUNG]: (akte, lage) => {
      const { geldbusse, kosten, gezahlt } = konto(akte);
      return gezahlt >= geldbusse + kosten ? [] : ersuchen(akte, lage);
    },
  },
  eingang: {
    'vollstreckung.zahlung.3030': (akte, nachricht) => {
      const zahlung: Vermerk = { typ: 'zahlung', am: nachricht.valuta, betrag: Number(nachricht.betrag) };
      const danach = mit(akte, zahlung);
      const beglichen = inCent(nachricht.rest) === 0;
      const vonKasse = nachricht.nachrichtenkopf.autor.kennung.startsWith('kas:');
      if (!beglichen || !vonKasse) return [vermerke(zahlung)];
      const gezahlt = konto(danach).gezahlt;
      return [
        vermerke(zahlung),
        erledigt(absender(nachricht), nachricht.valuta, gezahlt, uuidVon(nachricht)),
        // who still enforces must hear that nothing is owed any more
        ...(akte.beitreibungLaeuft === true
          ? [
              notiere({ beitreibungLaeuft: false }),
              erledigt('vollstreckungsbehoerde', nachricht.valuta, gezahlt, uuidVon(nachricht)),
            ]
          : []),
      ];
    },
    'vollstreckung.erledigung.3070': () => [notiere({ beitreibungLaeuft: false })],
    'vollstreckung.rueckgabe.3050': (_akte, nachricht) => [
      notiere({ beitreibungLaeuft: false }),
      ...(inCent(nachricht.gezahlt) > 0
        ? [vermerke({ typ: 'zahlung', am: nachricht.zurueckAm, betrag: Number(nachricht.gezahlt) })]
        : []),
    ],
  },
};
