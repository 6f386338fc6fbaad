/** Columns of the rules on amounts: Regelsätze, raising, Verwarnung, costs, Fahrverbot, points. */
import type { Rule } from '../../src/procedure/index.ts';
import type { Kostenrecht } from '../../src/procedure/law/costs.ts';
import type { Merkmale } from '../../src/procedure/law/danger.ts';
import type {
  Beharrlichkeit,
  Gefahrgut,
  Katalogwert,
  NichtMotorisiert,
  Verwarnungsrecht,
  Vorsatz,
} from '../../src/procedure/law/fines.ts';
import type { Hoechstmass } from '../../src/procedure/law/maximum.ts';
import type { Erhoehung } from '../../src/procedure/law/raise-table.ts';
import type { Temposatz, Tempostufe } from '../../src/procedure/law/speed.ts';
import { betrag, column, type Layout } from './law-table.ts';

const months = (count: number): string => `${count} ${count === 1 ? 'Monat' : 'Monate'}`;

const tempo = ({ cent, punkte, fahrverbotMonate }: Temposatz): string =>
  [
    betrag(cent),
    ...(punkte === 0 ? [] : [`${punkte} ${punkte === 1 ? 'Punkt' : 'Punkte'}`]),
    ...(fahrverbotMonate === 0 ? [] : [`Fahrverbot ${months(fahrverbotMonate)}`]),
  ].join(', ');

const leads = (pairs: Readonly<Record<string, string | readonly string[]>>): string =>
  Object.entries(pairs)
    .map(([from, to]) => `Nr. ${from} wird ${typeof to === 'string' ? to : to.join(', bei mehreren ')}`)
    .join('; ');

const numbers = (list: readonly string[]): string => list.map((nr) => nr.replace('.*', ' mit Unternummern')).join(', ');

/** Title and words of the rules that § 3 BKatV applies to a Regelsatz. */
const REGELSATZ: Readonly<Record<string, readonly [string, (value: never) => string]>> = {
  'bussgeldregelsatz-mehr-als': ['Geldbuße statt Verwarnung', (cent: number) => `mehr als ${betrag(cent)}`],
  voreintragungen: ['Voreintragungen', (pairs: Readonly<Record<string, readonly string[]>>) => leads(pairs)],
  halter: ['Tat des Halters', (pairs: Readonly<Record<string, string>>) => leads(pairs)],
  'gefahrgut-kraftomnibus': [
    'Gefährliche Güter, Kraftomnibus mit Fahrgästen',
    ({ vomHundert, fuehrer, halter }: Gefahrgut) =>
      `um ${vomHundert} v. H. erhöht; Fahrzeugführer: Nr. ${numbers(fuehrer)}; Halter: Nr. ${numbers(halter)}`,
  ],
  vorsatz: [
    'Vorsatz',
    ({ faktor, abschnittIIAb, abrundenAuf }: Vorsatz) =>
      `${faktor === 2 ? 'das Doppelte' : `das ${faktor}-Fache`}, abgerundet auf ${abrundenAuf === 100 ? 'volle Euro' : `Vielfache von ${betrag(abrundenAuf)}`}; nicht ab Nr. ${abschnittIIAb} (Abschnitt II setzt Vorsatz voraus)`,
  ],
  'nicht-motorisiert': [
    'Nicht motorisiert',
    ({ teiler, verwarnungUnter, besondere }: NichtMotorisiert) =>
      `geteilt durch ${teiler}; unter ${betrag(verwarnungUnter)} Verwarnung; eigene Nummern: ${leads(besondere)}`,
  ],
};

const catalogue = ({ cent, anlage13 }: Katalogwert): string => `${betrag(cent)}, Nr. ${anlage13} der Anlage 13 FeV`;

const regelsatz = (value: unknown, { id }: Rule<unknown>): string =>
  REGELSATZ[id]?.[1](value as never) ?? catalogue(value as Katalogwert);

const MERKMAL = { gefaehrdung: 'Gefährdung', sachbeschaedigung: 'Sachbeschädigung' } as const;

const RAHMEN: Readonly<Record<string, string>> = {
  mindestens: 'jede Ordnungswidrigkeit',
  'stvg-24-1': '§ 24 Abs. 1 StVG',
  'stvg-24a': '§ 24a Abs. 1, 2 StVG',
  'stvg-24a-2a': '§ 24a Abs. 2a StVG',
  'stvg-24c': '§ 24c StVG',
};

const isMaximum = (value: unknown): value is Hoechstmass => typeof value === 'object';

/** Subject → columns. */
export const amountLayouts: Readonly<Record<string, Layout>> = {
  kosten: {
    columns: [
      column<Kostenrecht>(
        'Gebühr',
        (law) =>
          `${law.prozent} v. H. der Geldbuße, mindestens ${betrag(law.mindestens)}, höchstens ${betrag(law.hoechstens)}`,
      ),
      column<Kostenrecht>('Gebühr gegen den Halter', ({ halterbescheid }) => betrag(halterbescheid)),
      column<Kostenrecht>('je Zustellung', ({ jeZustellung }) => betrag(jeZustellung)),
      column<Kostenrecht>('Aktenversendung', ({ aktenversand }) => betrag(aktenversand)),
    ],
  },
  geschwindigkeit: {
    columns: [
      column<Tempostufe>('Nr. BKat', ({ bkat }) => bkat),
      column<Tempostufe>('km/h zu schnell', ({ ab, bis }) => (Number.isFinite(bis) ? `${ab} bis ${bis}` : `ab ${ab}`)),
      column<Tempostufe>('innerorts', ({ innerorts }) => tempo(innerorts)),
      column<Tempostufe>('außerorts', ({ ausserorts }) => tempo(ausserorts)),
      column<Tempostufe>('TBNR innerorts', ({ innerorts }) => innerorts.tbnr.join(', ')),
      column<Tempostufe>('TBNR außerorts', ({ ausserorts }) => ausserorts.tbnr.join(', ')),
    ],
  },
  verwarnung: {
    columns: [
      column<Verwarnungsrecht>(
        'Verwarnungsgeld',
        (law) => `${betrag(law.mindestens)} bis ${betrag(law.hoechstens)} in Stufen von ${betrag(law.stufe)}`,
      ),
      column<Verwarnungsrecht>('zu Fuß, wo nichts anderes bestimmt ist', ({ fussgaenger }) => betrag(fussgaenger)),
      column<Verwarnungsrecht>('mit dem Fahrrad', ({ radfahrer }) => betrag(radfahrer)),
      column<Verwarnungsrecht>('bei Bedürftigkeit ermäßigt bis', ({ ermaessigtBis }) => betrag(ermaessigtBis)),
    ],
  },
  bussgeldregelsaetze: {
    columns: [
      column<unknown>('Regel', (_, { id }) => REGELSATZ[id]?.[0] ?? id.replace('bkat-', 'Nr. ')),
      column<unknown>('Inhalt', regelsatz),
    ],
  },
  erhoehungen: {
    folded: 'Tabelle 4',
    columns: [
      column<Erhoehung>('Regelsatz', (value) => betrag(value.regelsatz)),
      column<Erhoehung>('mit Gefährdung', ({ gefaehrdung }) =>
        gefaehrdung === undefined ? 'schon enthalten' : betrag(gefaehrdung),
      ),
      column<Erhoehung>('mit Sachbeschädigung', ({ sachbeschaedigung }) => betrag(sachbeschaedigung)),
    ],
  },
  merkmale: {
    folded: 'Nummern des Bußgeldkatalogs',
    columns: [
      column<Merkmale>('Merkmal enthalten', ({ enthalten }) => enthalten.map((one) => MERKMAL[one]).join(', ')),
      column<Merkmale>('eigene Nummer mit Gefährdung', ({ mitGefaehrdung }) => mitGefaehrdung ?? ''),
      column<Merkmale>('eigene Nummer mit Sachbeschädigung', ({ mitSachbeschaedigung }) => mitSachbeschaedigung ?? ''),
    ],
  },
  bussgeldrahmen: {
    columns: [
      column<unknown>('Vorschrift', (_, { id }) => RAHMEN[id] ?? id),
      column<unknown>('Geldbuße', (value) =>
        isMaximum(value)
          ? `höchstens ${betrag(value.hoechstens)}, bei Fahrlässigkeit ${betrag(value.hoechstens / value.fahrlaessigTeiler)}`
          : `mindestens ${betrag(Number(value))}`,
      ),
      column<unknown>('Verwarnungsgeld', (value) =>
        isMaximum(value) ? (value.verwarnung ? 'möglich' : 'nicht vorgesehen') : '',
      ),
    ],
  },
  regelfahrverbot: {
    columns: [
      column<unknown>('Regel', (value) => {
        if (typeof value === 'number') return `${value} Monate ohne Fahrverbot vor der Tat: Aufschub nach Abs. 2a`;
        const { kmh, innerhalbMonaten, fahrverbotMonate } = value as Beharrlichkeit;
        return `${months(fahrverbotMonate)} Fahrverbot für ${kmh} km/h und mehr binnen ${innerhalbMonaten} Monaten nach Rechtskraft einer Geldbuße für ${kmh} km/h und mehr`;
      }),
    ],
  },
  punkte: {
    columns: [
      column<unknown>('Regel', (value) =>
        typeof value === 'number'
          ? `Eintragung ab ${betrag(value)} Geldbuße oder mit Fahrverbot`
          : Object.entries(value as Readonly<Record<string, number>>)
              .map(([teil, punkte]) => `Anlage 13 Nr. ${teil}: ${punkte} ${punkte === 1 ? 'Punkt' : 'Punkte'}`)
              .join('; '),
      ),
    ],
  },
};
