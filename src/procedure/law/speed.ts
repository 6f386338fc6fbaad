import type { Rule } from './rule.ts';

/** One step of Tabelle 1c BKatV for cars. `ab`–`bis` are km/h above the limit after tolerance. */
export interface Tempostufe {
  readonly bkat: string;
  readonly ab: number;
  readonly bis: number;
  readonly innerorts: Temposatz;
  readonly ausserorts: Temposatz;
}

/** Regular fine in cents, months of Fahrverbot, points, and the Tatbestandsnummern (§ 3 StVO, Zeichen 274). */
export interface Temposatz {
  readonly cent: number;
  readonly fahrverbotMonate: number;
  readonly punkte: number;
  readonly tbnr: readonly string[];
}

const SOURCE = 'BKatV Tabelle 1c, Anlage 13 FeV; Tatbestandstabellen des KBA 703010, 703011, 741007, 741008';

const satz = (euro: number, fahrverbotMonate: number, punkte: number, ...tbnr: string[]): Temposatz => ({
  cent: 100 * euro,
  fahrverbotMonate,
  punkte,
  tbnr,
});

const stufe = (nr: number, ab: number, bis: number, innerorts: Temposatz, ausserorts: Temposatz): Rule<Tempostufe> => ({
  id: `11.3.${nr}`,
  norm: `Nr. 11.3.${nr} BKat`,
  validFrom: '2021-11-09',
  source: SOURCE,
  remark:
    'Die Tatbestandsliste führt dieselben Werte, auch für andere Fahrzeuge und ältere Taten; ein Test hält beide aneinander.',
  value: { bkat: `11.3.${nr}`, ab, bis, innerorts, ausserorts },
});

const OPEN = Number.POSITIVE_INFINITY;

export const speedRules: readonly Rule<Tempostufe>[] = [
  stufe(1, 1, 10, satz(30, 0, 0, '103202', '141236'), satz(20, 0, 0, '103208', '141239')),
  stufe(2, 11, 15, satz(50, 0, 0, '103203', '141237'), satz(40, 0, 0, '103209', '141240')),
  stufe(3, 16, 20, satz(70, 0, 0, '103761', '141711'), satz(60, 0, 0, '103773', '141720')),
  stufe(4, 21, 25, satz(115, 0, 1, '103762', '141712'), satz(100, 0, 1, '103774', '141721')),
  stufe(5, 26, 30, satz(180, 0, 1, '103763', '141713'), satz(150, 0, 1, '103775', '141722')),
  stufe(6, 31, 40, satz(260, 1, 2, '103764', '141714'), satz(200, 0, 1, '103776', '141723')),
  stufe(7, 41, 50, satz(400, 1, 2, '103765', '141715'), satz(320, 1, 2, '103777', '141724')),
  stufe(8, 51, 60, satz(560, 2, 2, '103766', '141716'), satz(480, 1, 2, '103778', '141725')),
  stufe(9, 61, 70, satz(700, 3, 2, '103767', '141717'), satz(600, 2, 2, '103779', '141726')),
  stufe(10, 71, OPEN, satz(800, 3, 2, '103768', '141718'), satz(700, 3, 2, '103780', '141727')),
];
