import { german, tempostufe } from '../procedure/index.ts';
import type { Szenario } from './szenario.ts';
import { tagVon } from './zeit.ts';

/** What a scenario says that cannot be: where, and what may stand there. */
export interface Widerspruch {
  readonly path: readonly (string | number)[];
  /** what is allowed there, as an end of the sentence `zulässig ist:` */
  readonly erlaubt: string;
}

type Stelle = readonly [path: readonly (string | number)[], tag: string | undefined];

/** Nothing can happen before what it depends on: each day with those that it must not precede. */
function folgen({ fall, ablauf }: Szenario): readonly (readonly [spaeter: Stelle, ...frueher: Stelle[]])[] {
  const { messstelle, bussgeldbehoerde: bgb, polizei, zustelldienst, vollstreckungsbehoerde: vst } = ablauf;
  const bei = (name: keyof typeof bgb): Stelle => [['ablauf', 'bussgeldbehoerde', name], bgb[name]];
  const anzeige: Stelle = [['ablauf', 'messstelle', 'anzeigeAm'], messstelle.anzeigeAm];
  const zwischenstand: Stelle = [['ablauf', 'polizei', 'zwischenstandAm'], polizei.zwischenstandAm];
  const ergebnis: Stelle = [['ablauf', 'polizei', 'ergebnisAm'], polizei.ergebnisAm];
  const annahme: Stelle = [['ablauf', 'vollstreckungsbehoerde', 'annahmeAm'], vst?.annahmeAm];
  const versuche = zustelldienst.map(({ am, gemeldetAm }, n) => ({
    am: [['ablauf', 'zustelldienst', n, 'am'], am] as const,
    gemeldet: [['ablauf', 'zustelldienst', n, 'gemeldetAm'], gemeldetAm] as const,
  }));
  const [erster, ...weitere] = versuche;
  return [
    [anzeige, [['fall', 'tat', 'begangenAm'], tagVon(fall.tat.begangenAm)]],
    [bei('halterauskunftAm'), anzeige],
    [bei('zeugenfragebogenAm'), bei('halterauskunftAm')],
    [bei('ermittlungAm'), bei('zeugenfragebogenAm')],
    [zwischenstand, bei('ermittlungAm')],
    [ergebnis, bei('ermittlungAm'), zwischenstand],
    [bei('einstellungAm'), ergebnis],
    [bei('anschriftAm'), ergebnis],
    [bei('anhoerungAm'), ergebnis],
    [bei('bescheidAm'), bei('anhoerungAm'), bei('anschriftAm')],
    ...versuche.map(({ am, gemeldet }) => [gemeldet, am] as const),
    ...(erster === undefined
      ? []
      : [[erster.am, bei('bescheidAm')] as const, [bei('neueAnschriftAm'), erster.gemeldet] as const]),
    ...weitere.map(({ am }) => [am, bei('neueAnschriftAm')] as const),
    [[['ablauf', 'vollstreckungsbehoerde', 'zahlungAm'], vst?.zahlungAm], annahme],
    [[['ablauf', 'vollstreckungsbehoerde', 'rueckgabeAm'], vst?.rueckgabeAm], annahme],
  ];
}

/** Days in an order that cannot be; a day that is missing precedes nothing. */
const zeitfolge = (szenario: Szenario): Widerspruch[] =>
  folgen(szenario).flatMap(([[path, tag], ...frueher]) => {
    const verletzt = frueher.find(([, grenze]) => tag !== undefined && grenze !== undefined && tag < grenze);
    if (verletzt?.[1] === undefined) return [];
    const name = verletzt[0].filter((part) => typeof part === 'string').at(-1) ?? '';
    return [{ path, erlaubt: `ein Tag ab dem ${german(verletzt[1])} (${name})` }];
  });

/** The Tatbestand must be that of the speed, inside or outside a built-up area. */
function tatbestand({ fall: { tat } }: Szenario): Widerspruch[] {
  const zuviel = tat.gemessen - tat.toleranz - tat.zulaessig;
  const lage = tat.innerorts ? 'innerorts' : 'außerorts';
  const stufe = tempostufe(zuviel, tat.innerorts);
  if (stufe === undefined) {
    return [{ path: ['fall', 'tat', 'gemessen'], erlaubt: `ein Wert über der Grenze; es bleiben ${zuviel} km/h` }];
  }
  if (stufe.tbnr.includes(tat.tbnr)) return [];
  const passend = stufe.tbnr.map((nummer) => `"${nummer}"`).join(' oder ');
  return [{ path: ['fall', 'tat', 'tbnr'], erlaubt: `${passend} zu ${zuviel} km/h ${lage}` }];
}

/** What a scenario needs because of the result of the investigation. */
function ergebnisfolgen({ ablauf: { polizei, bussgeldbehoerde } }: Szenario): Widerspruch[] {
  const noetig =
    polizei.ergebnis === 'nicht-ermittelbar'
      ? (['einstellungAm'] as const)
      : (['anschriftAm', 'anhoerungAm', 'bescheidAm'] as const);
  return noetig
    .filter((feld) => bussgeldbehoerde[feld] === undefined)
    .map((feld) => ({
      path: ['ablauf', 'bussgeldbehoerde', feld],
      erlaubt: `ein Tag, weil die Polizei „${polizei.ergebnis}“ meldet`,
    }));
}

/** What a well-formed scenario contradicts itself in, in the order of the procedure. */
export const widersprueche = (szenario: Szenario): Widerspruch[] => [
  ...tatbestand(szenario),
  ...ergebnisfolgen(szenario),
  ...zeitfolge(szenario),
];
