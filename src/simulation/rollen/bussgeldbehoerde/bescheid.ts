import { addWeeks, forderung, german } from '../../../procedure/index.ts';
import type { NatuerlichePerson } from '../../../standard/index.ts';
import { type Akte, fristNamens, type Vermerk } from '../../akte.ts';
import { beleg } from '../../beleg.ts';
import {
  type Handlung,
  type Lage,
  notiere,
  type Sachbearbeitung,
  sende,
  vermerke,
  wiedervorlage,
} from '../../handlung.ts';
import { inBerlin } from '../../zeit.ts';
import { alsBetrag } from '../geld.ts';
import { ANLASS } from './anlass.ts';
import { anschriftenersuchen } from './anschrift.ts';
import { angaben, fristen, mit, werktagAb } from './frist.ts';
import { rechtsfolge } from './rechtsfolge.ts';

const BESCHEID = 'bescheid';
const NEUE_ANSCHRIFT = 'neue-anschrift';
/** Service within this time lets the issue itself interrupt limitation (§ 33 Abs. 1 Nr. 9 OWiG). */
const ZUSTELLUNG_WOCHEN = 2;

/** The person as far as service needs her: by name, and by the day of birth that tells a minor. */
const empfaenger = ({ familienname, vornamen, geburtsdatum }: NatuerlichePerson): NatuerlichePerson => ({
  familienname,
  ...(vornamen === undefined ? {} : { vornamen }),
  ...(geburtsdatum === undefined ? {} : { geburtsdatum }),
});

/** The order to serve the Bescheid at the address that the file has. */
const auftrag = (akte: Akte, lage: Lage, bescheidBeleg?: ReturnType<typeof beleg>): Handlung[] => {
  const { fahrer, anschrift, bescheid } = akte;
  const ahndung = rechtsfolge(akte);
  if (fahrer === undefined || anschrift === undefined || bescheid === undefined || ahndung === undefined) return [];
  const kosten = forderung(ahndung.cent, 1, bescheid.erlassdatum);
  return [
    sende({
      typ: 'zustellung.auftrag.2010',
      an: 'zustelldienst',
      vorgang: { ...angaben(akte, lage, 'owig-51'), dringlichkeit: { code: 'sofort' } },
      ...(bescheidBeleg === undefined ? {} : { belege: [bescheidBeleg] }),
      inhalt: {
        bescheid: {
          aktenzeichen: akte.aktenzeichen,
          erlassdatum: bescheid.erlassdatum,
          abfassungszeitpunkt: bescheid.abgefasst,
          rechtsfolge: ahndung.folge,
          kosten: {
            gebuehr: alsBetrag(kosten.gebuehr),
            auslage: [{ bezeichnung: 'Zustellung', betrag: alsBetrag(kosten.auslagen) }],
          },
          inhaltNach66: {
            personalien: true,
            tat: true,
            beweismittel: true,
            rechtsfolge: true,
            hinweisRechtskraft: true,
            hinweisNachteil: true,
            zahlungsaufforderung: true,
            belehrungErzwingungshaft: true,
          },
          dokument: bescheid.dokument,
        },
        empfaenger: {
          rolle: { code: 'betroffener' },
          beteiligter: { natuerlichePerson: empfaenger(fahrer) },
          anschrift,
        },
        zustellart: { code: 'pzu' },
        auftragsdatum: lage.heute,
        spaetestensZuzustellenBis: addWeeks(bescheid.erlassdatum, ZUSTELLUNG_WOCHEN),
        uhrzeitVermerken: true,
      },
    }),
  ];
};

/** From the hearing to the service of the Bescheid. */
export const bescheid: Pick<Required<Sachbearbeitung>, 'eingang' | 'wiedervorlage'> = {
  wiedervorlage: {
    [ANLASS.anhoerung]: (_akte, { heute, szenario }) => [
      vermerke({ typ: 'anhoerung-angeordnet', am: heute }),
      wiedervorlage(szenario.ablauf.bussgeldbehoerde.bescheidAm ?? heute, '13:00', BESCHEID),
    ],
    [BESCHEID]: (akte, lage) => {
      const ahndung = rechtsfolge(akte);
      if (ahndung === undefined) return [];
      const { heute, jetzt } = lage;
      const summe = forderung(ahndung.cent, 1, heute);
      const dokument = beleg('bescheid', 'bussgeldbescheid.pdf', heute, [
        `Bußgeldbescheid vom ${german(heute)}`,
        `Aktenzeichen ${akte.aktenzeichen}`,
        `Geldbuße und Kosten: ${alsBetrag(summe.gesamt)} EUR`,
      ]);
      const erlass: Vermerk = {
        typ: 'bescheid-erlassen',
        am: heute,
        geldbusse: summe.geldbusse / 100,
        kosten: (summe.gebuehr + summe.auslagen) / 100,
      };
      const angaben = { erlassdatum: heute, abgefasst: inBerlin(jetzt), dokument: dokument.referenz };
      return [
        notiere({ bescheid: angaben }),
        vermerke(erlass),
        ...auftrag({ ...mit(akte, erlass), bescheid: angaben }, lage, dokument),
      ];
    },
    [NEUE_ANSCHRIFT]: anschriftenersuchen,
  },
  eingang: {
    'fahrerermittlung.anschriftenauskunft.1141': (akte, nachricht, lage) => {
      const anschrift = nachricht.meldeanschrift?.[0]?.anschrift;
      if (anschrift === undefined) return [];
      const offen = akte.bescheid !== undefined && akte.zustelldatum === undefined;
      return [notiere({ anschrift }), ...(offen ? auftrag({ ...akte, anschrift }, lage) : [])];
    },
    'zustellung.auftragsbestaetigung.2011': (akte, nachricht) => [
      notiere({
        fremdeAktenzeichen: {
          ...akte.fremdeAktenzeichen,
          [nachricht.nachrichtenkopf.autor.kennung]: nachricht.auftragsnummer,
        },
      }),
    ],
    'zustellung.unzustellbar.2021': (_akte, nachricht, { szenario, heute }) => [
      vermerke({ typ: 'bescheid-unzustellbar', am: nachricht.festgestelltAm }),
      wiedervorlage(szenario.ablauf.bussgeldbehoerde.neueAnschriftAm ?? heute, '16:30', NEUE_ANSCHRIFT),
    ],
    'zustellung.nachweis.2020': (akte, nachricht, lage) => {
      const { zustelldatum, ersatzzustellungsgrund, art } = nachricht.zustellung;
      const zugestellt: Vermerk = {
        typ: 'bescheid-zugestellt',
        am: zustelldatum,
        art: ersatzzustellungsgrund?.code ?? art.code,
      };
      const rechtskraft = fristNamens(fristen(mit(akte, zugestellt), lage), 'rechtskraft')?.ende;
      return [
        notiere({ zustelldatum }),
        vermerke(zugestellt),
        ...(rechtskraft === undefined || rechtskraft === null
          ? []
          : [wiedervorlage(werktagAb(rechtskraft, lage), '08:00', ANLASS.rechtskraft)]),
      ];
    },
  },
};
