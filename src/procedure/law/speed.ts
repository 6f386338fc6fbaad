import type { Rule } from './rule.ts';

/** One step of Tabelle 1c BKatV for cars. `ab`–`bis` are km/h above the limit after tolerance. */
export interface Tempostufe {
  readonly bkat: string;
  readonly ab: number;
  readonly bis: number;
  readonly innerorts: Ahndung;
  readonly ausserorts: Ahndung;
}

/** Regular fine in cents, months of Fahrverbot, points, and the Tatbestandsnummern (§ 3 StVO, Zeichen 274). */
export interface Ahndung {
  readonly cent: number;
  readonly fahrverbotMonate: number;
  readonly punkte: number;
  readonly tbnr: readonly string[];
}

const SOURCE = 'BKatV Tabelle 1c, Anlage 13 FeV; Tatbestandstabellen des KBA 703010, 703011, 741007, 741008';

const ahndung = (euro: number, fahrverbotMonate: number, punkte: number, ...tbnr: string[]): Ahndung => ({
  cent: 100 * euro,
  fahrverbotMonate,
  punkte,
  tbnr,
});

const stufe = (nr: number, ab: number, bis: number, innerorts: Ahndung, ausserorts: Ahndung): Rule<Tempostufe> => ({
  id: `11.3.${nr}`,
  norm: `Nr. 11.3.${nr} BKat`,
  validFrom: '2021-11-09',
  source: SOURCE,
  remark: '',
  value: { bkat: `11.3.${nr}`, ab, bis, innerorts, ausserorts },
});

const OPEN = Number.POSITIVE_INFINITY;

export const speedRules: readonly Rule<Tempostufe>[] = [
  stufe(1, 1, 10, ahndung(30, 0, 0, '103202', '141236'), ahndung(20, 0, 0, '103208', '141239')),
  stufe(2, 11, 15, ahndung(50, 0, 0, '103203', '141237'), ahndung(40, 0, 0, '103209', '141240')),
  stufe(3, 16, 20, ahndung(70, 0, 0, '103761', '141711'), ahndung(60, 0, 0, '103773', '141720')),
  stufe(4, 21, 25, ahndung(115, 0, 1, '103762', '141712'), ahndung(100, 0, 1, '103774', '141721')),
  stufe(5, 26, 30, ahndung(180, 0, 1, '103763', '141713'), ahndung(150, 0, 1, '103775', '141722')),
  stufe(6, 31, 40, ahndung(260, 1, 2, '103764', '141714'), ahndung(200, 0, 1, '103776', '141723')),
  stufe(7, 41, 50, ahndung(400, 1, 2, '103765', '141715'), ahndung(320, 1, 2, '103777', '141724')),
  stufe(8, 51, 60, ahndung(560, 2, 2, '103766', '141716'), ahndung(480, 1, 2, '103778', '141725')),
  stufe(9, 61, 70, ahndung(700, 3, 2, '103767', '141717'), ahndung(600, 2, 2, '103779', '141726')),
  stufe(10, 71, OPEN, ahndung(800, 3, 2, '103768', '141718'), ahndung(700, 3, 2, '103780', '141727')),
];
