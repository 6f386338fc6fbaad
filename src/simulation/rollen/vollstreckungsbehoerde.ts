import type { VollstreckungErsuchen3020 } from '../../standard/index.ts';
import type { Akte } from '../akte.ts';
import { beleg } from '../beleg.ts';
import {
  absender,
  geplant,
  type Lage,
  notiere,
  type Sachbearbeitung,
  sende,
  uuidVon,
  wiedervorlage,
} from '../handlung.ts';
import { inBerlin } from '../zeit.ts';
import { alsBetrag, inCent } from './geld.ts';
import { volleZahlung } from './zahlung.ts';

const ANNAHME = 'annahme';
const ZAHLUNG = 'zahlung';
const ERLEDIGUNG = 'erledigung';
const RUECKGABE = 'rueckgabe';

const rahmen = (ersuchen: VollstreckungErsuchen3020, rechtsgrundlage: string) => ({
  an: absender(ersuchen),
  referenzUUID: uuidVon(ersuchen),
  vorgang: { rechtsgrundlage },
});

/** Does something with the request, as long as there is one. */
const mitErsuchen =
  <R>(tu: (ersuchen: VollstreckungErsuchen3020, akte: Akte, lage: Lage) => readonly R[]) =>
  (akte: Akte, lage: Lage): readonly R[] =>
    akte.vollstreckung === undefined || akte.erledigt === true ? [] : tu(akte.vollstreckung, akte, lage);

/** The enforcing office of another Land: accepts a request, collects, or gives it back. */
export const vollstreckungsbehoerde: Sachbearbeitung = {
  aktenzeichen: ({ fall }) => `K-VST-${fall.tat.begangenAm.slice(0, 10).replaceAll('-', '')}`,
  eingang: {
    'vollstreckung.ersuchen.3020': (_akte, nachricht, lage) => {
      const plan = lage.szenario.ablauf.vollstreckungsbehoerde;
      if (plan === undefined) return [notiere({ vollstreckung: nachricht })];
      return [
        notiere({ vollstreckung: nachricht }),
        wiedervorlage(geplant(plan.annahmeAm, 'ablauf.vollstreckungsbehoerde.annahmeAm', lage), '10:00', ANNAHME),
        ...(plan.zahlungAm === undefined
          ? []
          : [wiedervorlage(plan.zahlungAm, '14:00', ZAHLUNG), wiedervorlage(plan.zahlungAm, '14:05', ERLEDIGUNG)]),
        ...(plan.rueckgabeAm === undefined ? [] : [wiedervorlage(plan.rueckgabeAm, '14:00', RUECKGABE)]),
      ];
    },
    'vollstreckung.erledigung.3070': () => [notiere({ erledigt: true })],
  },
  wiedervorlage: {
    [ANNAHME]: mitErsuchen((ersuchen, akte, { jetzt }) => [
      sende({
        typ: 'vollstreckung.annahme.3021',
        ...rahmen(ersuchen, 'landesvwvg'),
        inhalt: {
          aktenzeichen: akte.aktenzeichen,
          angenommenAm: inBerlin(jetzt),
          sachbearbeitung: { organisationseinheit: 'Vollstreckungsinnendienst' },
        },
      }),
    ]),
    [ZAHLUNG]: mitErsuchen((ersuchen, _akte, { heute }) => [
      sende({
        typ: 'vollstreckung.zahlung.3030',
        ...rahmen(ersuchen, 'owig-94'),
        inhalt: volleZahlung(ersuchen.forderung, heute, 'vollstreckungsdienst'),
      }),
    ]),
    [ERLEDIGUNG]: mitErsuchen((ersuchen, _akte, { heute }) => [
      sende({
        typ: 'vollstreckung.erledigung.3070',
        ...rahmen(ersuchen, 'landesvwvg'),
        inhalt: {
          erledigungsart: { code: 'bezahlt' },
          erledigtAm: heute,
          gezahlt: ersuchen.forderung.offen,
          offen: '0.00',
        },
      }),
    ]),
    [RUECKGABE]: mitErsuchen((ersuchen, _akte, { heute, szenario }) => {
      const gezahlt = inCent(szenario.ablauf.vollstreckungsbehoerde?.gezahlt ?? '0.00');
      const protokoll = beleg('pfaendungsprotokoll', 'pfaendungsprotokoll.pdf', heute, ['Pfändungsprotokoll', heute]);
      return [
        sende({
          typ: 'vollstreckung.rueckgabe.3050',
          ...rahmen(ersuchen, 'landesvwvg'),
          belege: [protokoll],
          inhalt: {
            grund: { code: 'fruchtlos' },
            zurueckAm: heute,
            gezahlt: alsBetrag(gezahlt),
            offen: alsBetrag(inCent(ersuchen.forderung.offen) - gezahlt),
            vollstreckungsmassnahme: [
              { bezeichnung: 'Pfändungsversuch', am: heute, ergebnis: 'Keine pfändbare Habe angetroffen.' },
            ],
            protokoll: protokoll.referenz,
          },
        }),
      ];
    }),
  },
};
