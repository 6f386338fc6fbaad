/**
 * The invented case that all sample messages tell: 26 km/h too fast in Chemnitz on 15 August 2026, the holder lives in
 * Viechtach, her daughter drove and lives in Köln. Names, numbers and documents are made up.
 */
import { sha256Hex } from '../../platform/ids.ts';
import type {
  Anschrift,
  Behoerde,
  Bescheid,
  Bescheidangabe,
  CodeDokumentklasse,
  DokumentReferenz,
  Fahrzeug,
  Forderung,
  NatuerlichePerson,
  Rechtsfolge,
  Tat,
  Vorgang,
} from '../generated/types.ts';
import type { Message, MessageType } from '../message.ts';
import { serviceBetween } from '../service-id.ts';

const behoerde = (kennung: string, name: string): Behoerde => ({
  verzeichnisdienst: { listVersionID: '3', code: 'DVDV' },
  kennung,
  name,
});

/** Authorities of the case; their keys are those of the demo profile and not real entries of a directory. */
export const behoerden = {
  messstelle: behoerde('pol:145110000001', 'Polizeidirektion Chemnitz'),
  bussgeldbehoerde: behoerde('bgb:145110000001', 'Landesdirektion Sachsen, Zentrale Bußgeldstelle'),
  kba: behoerde('kba:010010000001', 'Kraftfahrt-Bundesamt'),
  polizei: behoerde('pol:092761440001', 'Polizeiinspektion Viechtach'),
  polizeiKoeln: behoerde('pol:053150000001', 'Polizeipräsidium Köln'),
  ordnungsbehoerde: behoerde('ord:053150000001', 'Stadt Köln, Ordnungsamt'),
  meldebehoerde: behoerde('ags:053150000001', 'Stadt Köln, Meldebehörde'),
  ausweisbehoerde: behoerde('awb:053150000001', 'Stadt Köln, Personalausweisbehörde'),
  zulassungsbehoerde: behoerde('zul:092760000001', 'Landratsamt Regen, Zulassungsbehörde'),
  bekanntmachungsstelle: behoerde('bek:145110000001', 'Landesdirektion Sachsen, Bekanntmachungen'),
  portal: behoerde('prt:145110000001', 'Bußgeldportal (erfunden)'),
  zustelldienst: behoerde('zst:145110000001', 'Musterpost Zustelldienst'),
  kasse: behoerde('kas:146120000001', 'Landeskasse (erfunden)'),
  vollstreckungsbehoerde: behoerde('vst:053150000001', 'Stadt Köln, Vollstreckungsbehörde'),
  fahrerlaubnisbehoerde: behoerde('feb:053150000001', 'Stadt Köln, Fahrerlaubnisbehörde'),
  gateway: behoerde('gwy:146120000001', 'Gateway Sachsen'),
  staatsanwaltschaft: behoerde('sta:145110000001', 'Staatsanwaltschaft Chemnitz'),
  gericht: behoerde('ger:145110000001', 'Amtsgericht Chemnitz'),
  bundesamtFuerJustiz: behoerde('bfj:053140000001', 'Bundesamt für Justiz'),
  bussgeldbehoerdeKoeln: behoerde('bgb:053150000001', 'Stadt Köln, Bußgeldstelle'),
  nachbarpolizei: behoerde('pol:092761380001', 'Polizeiinspektion Regen'),
  gemeinsamesGericht: behoerde('ger:082120000001', 'Bundesgerichtshof'),
} as const;

/** A UUID that looks invented: the message number in front and at the end. */
export const sampleUuid = (number: string): string => `${number}0000-0000-4000-8000-${number.padStart(12, '0')}`;

export const vorgangsUUID = '20260815-0000-4000-8000-000000141713';
export const aktenzeichen = 'ZBS-2026-0815-141713';
export const aktenzeichenPolizei = 'PI-VIE-2026-0921';
export const aktenzeichenVollstreckung = 'K-VST-2027-0113';
export const auftragsnummer = 'MP-2026-12-0001';
export const kassenzeichen = 'SN-2608-15141713';

type Rolle = keyof typeof behoerden;

/** What every sample starts with: product, test mark and header. */
export const rahmen = <T extends MessageType>(typ: T, autor: Rolle, leser: Rolle, zeit: string, referenz?: string) => ({
  typ,
  produkt: 'Bußgeld-Blaupause',
  produkthersteller: 'Projekt Bußgeld-Blaupause',
  produktversion: '0.1.0',
  test: 'Beispiel',
  nachrichtenkopf: {
    identifikation: {
      nachrichtenUUID: sampleUuid(typ.slice(-4)),
      nachrichtentyp: { code: typ },
      erstellungszeitpunkt: zeit,
    },
    leser: behoerden[leser],
    autor: behoerden[autor],
    ...(referenz === undefined ? {} : { referenzUUID: sampleUuid(referenz) }),
    ...serviceBetween(behoerden[autor].kennung, behoerden[leser].kennung),
  },
});

/** The case block; `autor` is the file number on the author's side. */
export const vorgang = (rechtsgrundlage: string, autor: string, mehr: Partial<Vorgang> = {}): Vorgang => ({
  vorgangsUUID,
  aktenzeichenAutor: autor,
  polizeilicheVorgangsnummer: ['PD-C-2026-081500042'],
  rechtsgrundlage: { code: rechtsgrundlage },
  testvorgang: true,
  ...mehr,
});

/** A document that stands for a file; hash and size are those of its invented name. */
export const dokument = (
  klasse: CodeDokumentklasse['code'],
  dateiname: string,
  datum: string,
  mimetype = 'application/pdf',
): DokumentReferenz => ({
  uuid: `d0c00000-0000-4000-8000-${sha256Hex(dateiname).slice(0, 12)}`,
  dokumentklasse: { code: klasse },
  dateiname,
  mimetype,
  sha256: sha256Hex(`Beispieldokument ${dateiname}`),
  groesse: 48_213,
  signaturart: { code: mimetype === 'application/pdf' ? 'siegel' : 'keine' },
  datum,
});

export const anschriftViechtach: Anschrift = {
  anschriftstyp: { code: 'hauptwohnung' },
  strasse: 'Musterstraße',
  hausnummer: '1',
  plz: '94234',
  ort: 'Viechtach',
  ags: '09276144',
};

export const anschriftKoeln: Anschrift = {
  anschriftstyp: { code: 'hauptwohnung' },
  strasse: 'Musterweg',
  hausnummer: '7 b',
  plz: '50667',
  ort: 'Köln',
  ags: '05315000',
};

export const halterin: NatuerlichePerson = {
  familienname: 'Musterfrau',
  geburtsname: 'Beispiel',
  vornamen: 'Erika',
  geburtsdatum: '1971-02-03',
  geburtsort: 'Zwiesel',
  geschlecht: { code: 'w' },
  anschrift: [anschriftViechtach],
};

export const fahrerin: NatuerlichePerson = {
  familienname: 'Musterfrau',
  vornamen: 'Lena Sophie',
  rufname: 'Lena',
  geburtsdatum: '2001-04-12',
  geburtsort: 'Viechtach',
  geschlecht: { code: 'w' },
  staatsangehoerigkeit: ['DE'],
  anschrift: [anschriftKoeln],
};

export const fahrzeug: Fahrzeug = {
  kennzeichen: 'REG-XX 2608',
  fahrzeugart: 'Personenkraftwagen',
  fabrikat: 'Mustermobil Kombi',
};

export const beweisfoto: DokumentReferenz = dokument('beweisfoto', 'beweisfoto-042.jpg', '2026-08-15', 'image/jpeg');

export const tat: Tat = {
  anfang: '2026-08-15T10:42:07+02:00',
  tatort: 'Chemnitz, Musterallee Höhe Hausnummer 12',
  tatortAgs: '14511000',
  innerorts: true,
  strecke: { strasse: 'Musterallee', fahrtrichtung: 'stadtauswärts' },
  tatvorwurf: [
    {
      tbnr: '141713',
      bkatNummer: '11.3.5',
      tattext:
        'Sie überschritten die durch Zeichen 274 angeordnete Höchstgeschwindigkeit innerhalb geschlossener Ortschaften um 26 km/h.',
      vorschrift: ['§ 41 Abs. 1 i. V. m. Anlage 2 StVO', '§ 49 Abs. 3 Nr. 4 StVO', '§ 24 StVG'],
      konkretisierung: {
        geschwindigkeit: { zulaessig: 50, gemessen: 79, toleranz: 3, vorwerfbar: 76, ueberschreitung: 26 },
      },
    },
  ],
  begehungsform: { code: 'fahrlaessigkeit' },
  messung: {
    geraet: 'Musterradar 3000',
    geraetenummer: 'MR-0042',
    softwareversion: '1.2.3',
    eichscheinBis: '2026-12-31',
    messpersonal: 'PD-C-117',
    messprotokoll: dokument('messprotokoll', 'messprotokoll-2026-08-15.pdf', '2026-08-15'),
    foto: [beweisfoto],
  },
};

export const rechtsfolge: Rechtsfolge = { geldbusse: '180.00', punkte: 1, faerPflichtig: true };

export const bescheiddokument: DokumentReferenz = dokument('bescheid', 'bussgeldbescheid.pdf', '2026-12-01');

/** The decision of 1 December 2026, complete by § 66 OWiG. */
export const bescheid: Bescheid = {
  aktenzeichen,
  erlassdatum: '2026-12-01',
  abfassungszeitpunkt: '2026-12-01T11:20:00+01:00',
  rechtsfolge,
  kosten: { gebuehr: '25.00', auslage: [{ bezeichnung: 'Zustellung', betrag: '3.50' }] },
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
  dokument: bescheiddokument,
};

export const bescheidangabe: Bescheidangabe = {
  aktenzeichen,
  erlassdatum: '2026-12-01',
  zustelldatum: '2026-12-11',
  dokument: bescheiddokument,
};

export const forderung: Forderung = {
  hauptforderung: '180.00',
  kosten: '28.50',
  offen: '208.50',
  faelligkeit: '2026-12-29',
  zahlungsverbindung: {
    kontoinhaber: 'Landeskasse (erfunden)',
    iban: 'DE79000000001234567890',
    verwendungszweck: kassenzeichen,
  },
};

/** One maker per message of a theme. */
export type Samples<T extends MessageType> = { readonly [K in T]: () => Message<K> };
