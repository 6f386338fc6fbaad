import { tempoverstoss } from '../../procedure/index.ts';
import type { Tat } from '../../standard/index.ts';
import { type Beleg, beleg } from '../beleg.ts';
import { absender, notiere, type Sachbearbeitung, sende } from '../handlung.ts';
import type { Szenario } from '../szenario.ts';
import { tagVon } from '../zeit.ts';

const ANZEIGE = 'anzeige';

/** What was violated: the general limit (Tatbestände 103…), or the limit of a sign. */
const verletzt = ({ tbnr, innerorts }: Szenario['fall']['tat']): readonly [string, string] =>
  tbnr.startsWith('103')
    ? [`§ 3 Abs. 3 Nr. ${innerorts ? 1 : 2} StVO`, '§ 49 Abs. 1 Nr. 3 StVO']
    : ['§ 41 Abs. 1 i. V. m. Anlage 2 StVO', '§ 49 Abs. 3 Nr. 4 StVO'];

/** The act as the measuring police reports it. */
const tatAus = (szenario: Szenario, protokoll: Beleg, foto: Beleg): Tat => {
  const { tat } = szenario.fall;
  const ahndung = tempoverstoss(tat.tbnr);
  const vorwerfbar = tat.gemessen - tat.toleranz;
  const ueberschreitung = vorwerfbar - tat.zulaessig;
  const lage = tat.innerorts ? 'innerhalb' : 'außerhalb';
  return {
    anfang: tat.begangenAm,
    tatort: tat.ort,
    tatortAgs: tat.ortAgs,
    innerorts: tat.innerorts,
    strecke: {
      strasse: tat.strasse,
      ...(tat.fahrtrichtung === undefined ? {} : { fahrtrichtung: tat.fahrtrichtung }),
    },
    tatvorwurf: [
      {
        tbnr: tat.tbnr,
        ...(ahndung === undefined ? {} : { bkatNummer: ahndung.bkat }),
        tattext: `Sie überschritten die zulässige Höchstgeschwindigkeit ${lage} geschlossener Ortschaften um ${ueberschreitung} km/h.`,
        vorschrift: [...verletzt(tat), '§ 24 Abs. 1 StVG'],
        konkretisierung: {
          geschwindigkeit: {
            zulaessig: tat.zulaessig,
            gemessen: tat.gemessen,
            toleranz: tat.toleranz,
            vorwerfbar,
            ueberschreitung,
          },
        },
      },
    ],
    begehungsform: { code: 'fahrlaessigkeit' },
    messung: {
      geraet: 'Musterradar 3000',
      geraetenummer: 'MR-0042',
      softwareversion: '1.2.3',
      eichscheinBis: `${tat.begangenAm.slice(0, 4)}-12-31`,
      messpersonal: 'PD-C-117',
      messprotokoll: protokoll.referenz,
      foto: [foto.referenz],
    },
  };
};

/** The measuring police: reports an act by an unknown driver and learns the file number and the outcome. */
export const messstelle: Sachbearbeitung = {
  aktenzeichen: ({ fall }) => `PD-C-${tagVon(fall.tat.begangenAm).replaceAll('-', '')}-00042`,
  beginn: ({ szenario }) => ({ am: szenario.ablauf.messstelle.anzeigeAm, um: '18:05', anlass: ANZEIGE }),
  wiedervorlage: {
    [ANZEIGE]: (akte, { szenario, heute }) => {
      const protokoll = beleg('messprotokoll', 'messprotokoll.pdf', heute, ['Messprotokoll', `Tag: ${heute}`]);
      const foto = beleg('beweisfoto', 'beweisfoto.pdf', heute, ['Lichtbildblatt (ohne Bild)']);
      const tat = tatAus(szenario, protokoll, foto);
      return [
        notiere({ tat, polizeilicheVorgangsnummer: akte.aktenzeichen }),
        sende({
          typ: 'anzeige.uebermittlung.1010',
          an: 'bussgeldbehoerde',
          vorgang: { rechtsgrundlage: 'owig-53', dringlichkeit: { code: 'normal' } },
          belege: [protokoll, foto],
          inhalt: {
            tat,
            fahrzeug: szenario.fall.fahrzeug,
            betroffene: { unbekannt: true },
            verwarnung: { angeboten: false },
            beweismittel: [{ bezeichnung: 'Messung mit Lichtbild', dokument: protokoll.referenz }],
          },
        }),
      ];
    },
  },
  eingang: {
    'anzeige.eingang.1011': (akte, nachricht) => [
      notiere({
        fremdeAktenzeichen: { ...akte.fremdeAktenzeichen, [absender(nachricht)]: nachricht.aktenzeichen },
      }),
    ],
    'vollstreckung.rechtskraft.3010': (_akte, nachricht) => [notiere({ rechtskraft: nachricht })],
  },
};
