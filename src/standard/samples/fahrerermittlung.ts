import type { Verjaehrung } from '../generated/types.ts';
import type { MessageType } from '../message.ts';
import {
  aktenzeichen,
  aktenzeichenPolizei,
  anschriftKoeln,
  beweisfoto,
  dokument,
  fahrerin,
  fahrzeug,
  halterin,
  rahmen,
  type Samples,
  tat,
  vorgang,
} from './case.ts';
import { fahrerermittlungHilfe } from './fahrerermittlung-hilfe.ts';

const verjaehrung: Verjaehrung = { fristende: '2026-11-14', absolutesEnde: '2028-08-14' };

/** From the question for the holder to the address of the driver. */
export const fahrerermittlung: Samples<Extract<MessageType, `fahrerermittlung.${string}`>> = {
  ...fahrerermittlungHilfe,
  'fahrerermittlung.halterauskunft.1110': () => ({
    ...rahmen('fahrerermittlung.halterauskunft.1110', 'bussgeldbehoerde', 'kba', '2026-08-17T09:00:00.000+02:00'),
    vorgang: vorgang('stvg-35', aktenzeichen, { verjaehrung }),
    fahrzeug: { kennzeichen: fahrzeug.kennzeichen },
    stichtag: tat.anfang,
    anlass: 'Verfolgung einer Verkehrsordnungswidrigkeit, TBNR 141713',
  }),
  'fahrerermittlung.halterauskunftantwort.1111': () => ({
    ...rahmen(
      'fahrerermittlung.halterauskunftantwort.1111',
      'kba',
      'bussgeldbehoerde',
      '2026-08-17T09:00:04.000+02:00',
      '1110',
    ),
    vorgang: vorgang('stvg-35', 'KBA-2026-0817-1', { aktenzeichenLeser: aktenzeichen }),
    ergebnis: { code: 'treffer' },
    stichtag: tat.anfang,
    halter: { natuerlichePerson: halterin },
    halterSeit: '2023-05-02',
    fahrzeug,
    zulassungsbehoerde: { name: 'Landratsamt Regen, Zulassungsbehörde', ags: '09276138' },
  }),
  'fahrerermittlung.ersuchen.1120': () => ({
    ...rahmen('fahrerermittlung.ersuchen.1120', 'bussgeldbehoerde', 'polizei', '2026-09-21T10:15:58.117+02:00'),
    vorgang: vorgang('owig-46-2', aktenzeichen, {
      erbetenBis: '2026-10-05',
      dringlichkeit: { code: 'eilt' },
      verjaehrung,
    }),
    tat,
    fahrzeug,
    halter: { natuerlichePerson: halterin },
    vermuteterFahrer: [
      {
        person: { familienname: 'Musterfrau', vornamen: 'Lena', geburtsdatum: '2001' },
        anhaltspunkt: 'Das Lichtbild zeigt eine jüngere Frau; die Halterin hat eine Tochter.',
      },
    ],
    beweisfoto: [beweisfoto],
    massnahme: [{ code: 'halterbefragung' }, { code: 'lichtbildvergleich' }],
    zeugenfragebogen: [
      {
        versandtAm: '2026-08-24',
        antwort: 'Keine Rücksendung.',
        dokument: dokument('zeugenfragebogen', 'zeugenfragebogen.pdf', '2026-08-24'),
      },
    ],
    belehrung: [
      {
        vorschrift: '§§ 52, 55 StPO i. V. m. § 46 Abs. 1 OWiG',
        text: 'Sie müssen sich und Ihre Angehörigen nicht belasten.\nSie dürfen dazu das Zeugnis oder die Auskunft verweigern.',
      },
    ],
    ereignis: [
      { bezeichnung: 'Eingang der Anzeige', zeitpunkt: '2026-08-15T18:05:04+02:00' },
      { bezeichnung: 'Halterauskunft', zeitpunkt: '2026-08-17T09:00:04+02:00' },
    ],
    hinweis: 'Um Vorlage des Lichtbilds bei der Halterin wird gebeten.',
  }),
  'fahrerermittlung.ergebnis.1121': () => ({
    ...rahmen('fahrerermittlung.ergebnis.1121', 'polizei', 'bussgeldbehoerde', '2026-10-05T15:40:11.000+02:00', '1120'),
    vorgang: vorgang('owig-46-2', aktenzeichenPolizei, { aktenzeichenLeser: aktenzeichen, verjaehrung }),
    ergebnis: { code: 'fahrer-festgestellt' },
    fahrer: fahrerin,
    durchgefuehrteMassnahme: [
      {
        massnahme: { code: 'halterbefragung' },
        am: '2026-10-02',
        ergebnis: 'Die Halterin wurde belehrt und erkannte auf dem Lichtbild ihre Tochter.',
      },
    ],
    protokoll: dokument('vernehmungsprotokoll', 'zeugenvernehmung.pdf', '2026-10-02'),
    hinweis: 'Die Fahrerin wohnt in Köln und wurde nicht angehört.',
  }),
  'fahrerermittlung.zwischenstand.1122': () => ({
    ...rahmen(
      'fahrerermittlung.zwischenstand.1122',
      'polizei',
      'bussgeldbehoerde',
      '2026-09-28T11:30:00.000+02:00',
      '1120',
    ),
    vorgang: vorgang('owig-46-2', aktenzeichenPolizei, { aktenzeichenLeser: aktenzeichen }),
    stand: { code: 'termin-vereinbart' },
    voraussichtlichBis: '2026-10-05',
    hinweis: 'Die Halterin ist für den 2. Oktober geladen.',
  }),
  'fahrerermittlung.anschriftenersuchen.1140': () => ({
    ...rahmen(
      'fahrerermittlung.anschriftenersuchen.1140',
      'bussgeldbehoerde',
      'meldebehoerde',
      '2026-10-06T08:20:00.000+02:00',
    ),
    vorgang: vorgang('bmg-38', aktenzeichen, { verjaehrung }),
    auswahldaten: {
      familienname: 'Musterfrau',
      vornamen: 'Lena Sophie',
      geburtsdatum: '2001-04-12',
      letzteAnschrift: { ort: 'Köln', ags: '05315000' },
    },
    zweck: 'Anhörung in einem Bußgeldverfahren',
  }),
  'fahrerermittlung.anschriftenauskunft.1141': () => ({
    ...rahmen(
      'fahrerermittlung.anschriftenauskunft.1141',
      'meldebehoerde',
      'bussgeldbehoerde',
      '2026-10-06T08:20:03.000+02:00',
      '1140',
    ),
    vorgang: vorgang('bmg-38', 'K-EMA-2026-1006', { aktenzeichenLeser: aktenzeichen }),
    ergebnis: { code: 'treffer' },
    person: {
      familienname: 'Musterfrau',
      vornamen: 'Lena Sophie',
      geburtsdatum: '2001-04-12',
      geburtsort: 'Viechtach',
    },
    meldeanschrift: [{ anschrift: anschriftKoeln, einzugsdatum: '2022-10-01' }],
    auskunftssperre: false,
  }),
};
