import type { MessageType } from '../message.ts';
import {
  aktenzeichen,
  aktenzeichenPolizei,
  anschriftKoeln,
  behoerden,
  beweisfoto,
  dokument,
  rahmen,
  type Samples,
  sampleUuid,
  vorgang,
} from './case.ts';

const kanzlei = 'RA-2026-0815';
const betroffene = { natuerlichePerson: { familienname: 'Musterfrau', vornamen: 'Lena Sophie' } } as const;

/** Outcome, inspection of files, limitation and correction. */
export const verfahren: Samples<Extract<MessageType, `verfahren.${string}`>> = {
  'verfahren.verfahrensausgang.4010': () => ({
    ...rahmen('verfahren.verfahrensausgang.4010', 'bussgeldbehoerde', 'messstelle', '2026-12-30T07:00:00.000+01:00'),
    vorgang: vorgang('owig-49a', aktenzeichen, { aktenzeichenLeser: 'PD-C-2026-081500042' }),
    ausgang: { code: 'bussgeldbescheid' },
    erforderlichFuer: 'Löschung der Messdaten nach Abschluss des Verfahrens',
    entscheidung: {
      stelle: 'Landesdirektion Sachsen, Zentrale Bußgeldstelle',
      entschiedenAm: '2026-12-01',
      rechtskraftAm: '2026-12-29',
      formel: 'Geldbuße von 180 Euro und Fahrverbot von einem Monat.',
    },
  }),
  'verfahren.akteneinsicht.4020': () => ({
    ...rahmen('verfahren.akteneinsicht.4020', 'portal', 'bussgeldbehoerde', '2026-12-14T10:00:00.000+01:00'),
    vorgang: vorgang('stpo-147', kanzlei, { aktenzeichenLeser: aktenzeichen, erbetenBis: '2026-12-21' }),
    antragsteller: {
      rolle: { code: 'verteidiger' },
      beteiligter: {
        natuerlichePerson: {
          familienname: 'Verteidigung',
          vornamen: 'Viktoria',
          anschrift: [{ ...anschriftKoeln, anschriftstyp: { code: 'geschaeftssitz' }, hausnummer: '9' }],
        },
      },
      zeichen: kanzlei,
      vollmacht: dokument('vollmacht', 'vollmacht-verteidigung.pdf', '2026-12-13'),
    },
    betroffener: betroffene,
    umfang: [{ code: 'gesamte-akte' }, { code: 'messunterlagen' }],
    aktenteile: 'Messdaten der Tat und die Lebensakte des Messgeräts.',
    form: { code: 'uebermittlung' },
    begruendung: 'Prüfung, ob Einspruch eingelegt wird; die Frist läuft am 28. Dezember 2026 ab.',
  }),
  'verfahren.akteneinsichtsantwort.4021': () => ({
    ...rahmen(
      'verfahren.akteneinsichtsantwort.4021',
      'bussgeldbehoerde',
      'portal',
      '2026-12-16T11:45:00.000+01:00',
      '4020',
    ),
    vorgang: vorgang('stpo-147', aktenzeichen, { aktenzeichenLeser: kanzlei }),
    entscheidung: { code: 'teilweise-gewaehrt' },
    entschiedenAm: '2026-12-16',
    form: { code: 'uebermittlung' },
    repraesentat: dokument('akte', 'akte-zbs-2026-0815-141713.pdf', '2026-12-16'),
    anlage: [beweisfoto, dokument('messprotokoll', 'messreihe-einzeldatensatz.pdf', '2026-08-15')],
    abrufBis: '2027-01-15',
    zweckbindung: true,
    versagungsgrund: [{ code: 'nicht-in-der-akte' }],
    begruendung: 'Eine Lebensakte führt der Hersteller; der Behörde liegt sie nicht vor.',
    rechtsbehelf: { art: { code: 'gerichtliche-entscheidung' }, belehrt: true, gericht: 'Amtsgericht Chemnitz' },
  }),
  'verfahren.verjaehrungswarnung.4030': () => ({
    ...rahmen('verfahren.verjaehrungswarnung.4030', 'gateway', 'bussgeldbehoerde', '2026-10-01T05:00:00.000+02:00'),
    vorgang: {
      ...vorgang('owig-31', 'GW-SN-2026-1001-1', { aktenzeichenLeser: aktenzeichen, dringlichkeit: { code: 'eilt' } }),
    },
    fristende: '2026-11-14',
    restTage: 44,
    absolutesEnde: '2028-08-14',
    quelleUUID: sampleUuid('1120'),
    offenesErsuchen: [
      {
        nachricht: {
          nachrichtenUUID: sampleUuid('1120'),
          nachrichtentyp: { code: 'fahrerermittlung.ersuchen.1120' },
          erstellungszeitpunkt: '2026-09-21T10:15:58.117+02:00',
        },
        ersuchteStelle: behoerden.polizei,
        erbetenBis: '2026-10-05',
      },
    ],
  }),
  'verfahren.berichtigung.4040': () => ({
    ...rahmen('verfahren.berichtigung.4040', 'polizei', 'bussgeldbehoerde', '2026-10-06T07:50:00.000+02:00', '1121'),
    vorgang: vorgang('bdsg-75', aktenzeichenPolizei, { aktenzeichenLeser: aktenzeichen }),
    art: { code: 'berichtigung' },
    grund: { code: 'unrichtig' },
    festgestelltAm: '2026-10-06',
    angabe: [
      { pfad: '/xbg:fahrerermittlung.ergebnis.1121/xbg:fahrer/xbg:vornamen', neuerWert: 'Lena Sophie' },
      {
        pfad: '/xbg:fahrerermittlung.ergebnis.1121/xbg:fahrer/xbg:anschrift[1]/xbg:hausnummer',
        alterWert: '7',
        neuerWert: '7 b',
      },
    ],
    weitereEmpfaenger: true,
  }),
};
