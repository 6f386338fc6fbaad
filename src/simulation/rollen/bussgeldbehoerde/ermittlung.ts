import { absender, notiere, type Sachbearbeitung, sende, uuidVon, vermerke, wiedervorlage } from '../../handlung.ts';
import { tagVon } from '../../zeit.ts';
import { ANLASS, ANZEIGE } from './anlass.ts';
import { anschriftenersuchen } from './anschrift.ts';
import { angaben } from './frist.ts';

const EINGANG = 'eingang';
const HALTER = 'halter';
const ZEUGENFRAGEBOGEN = 'zeugenfragebogen';
const ERSUCHEN = 'ersuchen';
const ANSCHRIFT = 'anschrift';
const EINSTELLUNG = 'einstellung';

/** From the report to the address of the driver. */
export const ermittlung: Pick<Required<Sachbearbeitung>, 'eingang' | 'wiedervorlage'> = {
  eingang: {
    'anzeige.uebermittlung.1010': (akte, nachricht, { szenario, jetzt }) => {
      const von = nachricht.nachrichtenkopf.autor.kennung;
      const { halterauskunftAm } = szenario.ablauf.bussgeldbehoerde;
      return [
        notiere({
          tat: nachricht.tat,
          ...(nachricht.fahrzeug === undefined ? {} : { fahrzeug: nachricht.fahrzeug }),
          polizeilicheVorgangsnummer: nachricht.vorgang.aktenzeichenAutor,
          ersuchen: { ...akte.ersuchen, [ANZEIGE]: { uuid: uuidVon(nachricht), von, am: jetzt } },
        }),
        vermerke({ typ: 'anzeige-eingegangen', am: tagVon(jetzt) }),
        wiedervorlage(halterauskunftAm, '08:12', EINGANG),
        wiedervorlage(halterauskunftAm, '09:00', HALTER),
      ];
    },
    'fahrerermittlung.halterauskunftantwort.1111': (_akte, nachricht, { szenario }) => {
      const halter = nachricht.halter?.natuerlichePerson;
      const { zeugenfragebogenAm } = szenario.ablauf.bussgeldbehoerde;
      if (halter === undefined) return [];
      return [notiere({ halter }), wiedervorlage(zeugenfragebogenAm, '10:00', ZEUGENFRAGEBOGEN)];
    },
    'fahrerermittlung.zwischenstand.1122': (akte, nachricht) => [
      notiere({
        fremdeAktenzeichen: {
          ...akte.fremdeAktenzeichen,
          [absender(nachricht)]: nachricht.vorgang.aktenzeichenAutor,
        },
      }),
    ],
    'fahrerermittlung.ergebnis.1121': (_akte, nachricht, { szenario, heute }) => {
      const { anschriftAm, anhoerungAm, einstellungAm } = szenario.ablauf.bussgeldbehoerde;
      const { fahrer } = nachricht;
      if (fahrer === undefined) return [wiedervorlage(einstellungAm ?? heute, '10:00', EINSTELLUNG)];
      return [
        notiere({ fahrer }),
        wiedervorlage(anschriftAm ?? heute, '16:20', ANSCHRIFT),
        wiedervorlage(anhoerungAm ?? heute, '16:40', ANLASS.anhoerung),
      ];
    },
  },
  wiedervorlage: {
    [EINGANG]: (akte) => {
      const anzeige = akte.ersuchen[ANZEIGE];
      if (anzeige === undefined) return [];
      return [
        sende({
          typ: 'anzeige.eingang.1011',
          an: anzeige.von as `${string}:${string}`,
          referenzUUID: anzeige.uuid,
          vorgang: { rechtsgrundlage: 'owig-53' },
          inhalt: {
            eingegangenAm: anzeige.am.toISOString(),
            aktenzeichen: akte.aktenzeichen,
            stand: { code: 'in-bearbeitung' },
            sachbearbeitung: { organisationseinheit: 'Referat 99, Verkehrsordnungswidrigkeiten' },
          },
        }),
      ];
    },
    [HALTER]: (akte, lage) => {
      const { tat, fahrzeug } = akte;
      if (tat === undefined || fahrzeug === undefined) return [];
      return [
        sende({
          typ: 'fahrerermittlung.halterauskunft.1110',
          an: 'kba',
          vorgang: angaben(akte, lage, 'stvg-35'),
          inhalt: {
            fahrzeug: { kennzeichen: fahrzeug.kennzeichen },
            stichtag: tat.anfang,
            anlass: `Verfolgung einer Verkehrsordnungswidrigkeit, TBNR ${tat.tatvorwurf[0].tbnr}`,
          },
        }),
      ];
    },
    [ZEUGENFRAGEBOGEN]: (_akte, { heute, szenario }) => [
      vermerke({ typ: 'zeugenfragebogen-versandt', am: heute }),
      wiedervorlage(szenario.ablauf.bussgeldbehoerde.ermittlungAm, '10:15', ERSUCHEN),
    ],
    [ERSUCHEN]: (akte, lage) => {
      const { tat, fahrzeug, halter } = akte;
      if (tat === undefined || fahrzeug === undefined || halter === undefined) return [];
      const bogen = akte.vermerke.find(({ typ }) => typ === 'zeugenfragebogen-versandt');
      return [
        sende({
          typ: 'fahrerermittlung.ersuchen.1120',
          an: 'polizei',
          vorgang: { ...angaben(akte, lage, 'owig-46-2', 2), dringlichkeit: { code: 'eilt' } },
          inhalt: {
            tat,
            fahrzeug,
            halter: { natuerlichePerson: halter },
            massnahme: [{ code: 'halterbefragung' }, { code: 'lichtbildvergleich' }],
            ...(bogen === undefined
              ? {}
              : { zeugenfragebogen: [{ versandtAm: bogen.am, antwort: 'Keine Rücksendung.' }] }),
            belehrung: [
              {
                vorschrift: '§§ 52, 55 StPO i. V. m. § 46 Abs. 1 OWiG',
                text: 'Sie müssen sich und Ihre Angehörigen nicht belasten.',
              },
            ],
          },
        }),
      ];
    },
    [ANSCHRIFT]: anschriftenersuchen,
    [EINSTELLUNG]: (_akte, { heute }) => [vermerke({ typ: 'verfahren-eingestellt', am: heute })],
  },
};
