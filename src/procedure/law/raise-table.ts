import { LAW_TEXT, type Rule } from './rule.ts';

/** What a Regelsatz becomes when danger or damage comes on top, in cents (Tabelle 4 BKatV). */
export interface Erhoehung {
  readonly regelsatz: number;
  /** absent where the Grundtatbestand contains the danger already */
  readonly gefaehrdung?: number;
  readonly sachbeschaedigung: number;
}

/** First day of the table in this wording (BGBl. I 2013, 3936): the day the 60 € threshold entered into force. */
const VALID_FROM = '2014-05-01';
const EURO = 100;

const row = (regelsatz: number, gefaehrdung: number, sachbeschaedigung: number, remark = ''): Rule<Erhoehung> => ({
  id: `tabelle4-${regelsatz}`,
  norm: '§ 3 Abs. 3 BKatV, Tabelle 4',
  validFrom: VALID_FROM,
  source: `Anhang BKatV Tabelle 4, ${LAW_TEXT}`,
  remark,
  value: {
    regelsatz: EURO * regelsatz,
    gefaehrdung: EURO * gefaehrdung,
    sachbeschaedigung: EURO * sachbeschaedigung,
  },
});

const rowWithDanger = (regelsatz: number, sachbeschaedigung: number): Rule<Erhoehung> => ({
  id: `tabelle4-${regelsatz}-mit-gefaehrdung`,
  norm: '§ 3 Abs. 3 BKatV, Tabelle 4',
  validFrom: VALID_FROM,
  source: `Anhang BKatV Tabelle 4, ${LAW_TEXT}`,
  remark: 'Zweiter Teil der Tabelle: Der Grundtatbestand enthält die Gefährdung schon.',
  value: { regelsatz: EURO * regelsatz, sachbeschaedigung: EURO * sachbeschaedigung },
});

/**
 * First part: neither danger nor damage is in the Grundtatbestand. The table was not extended with the catalogue: 65, 85,
 * 115, 175, 255, 260, 300, 340, 640 € and all above 760 € have no row.
 */
export const raiseRules: readonly Rule<Erhoehung>[] = [
  row(60, 75, 90),
  row(70, 85, 105),
  row(75, 90, 110),
  row(80, 100, 120),
  row(90, 110, 135),
  row(95, 115, 140),
  row(100, 120, 145),
  row(110, 135, 165),
  row(120, 145, 175),
  row(130, 160, 195),
  row(135, 165, 200),
  row(140, 170, 205),
  row(150, 180, 220),
  row(160, 195, 235),
  row(165, 200, 240),
  row(180, 220, 265),
  row(190, 230, 280),
  row(200, 240, 290),
  row(210, 255, 310),
  row(235, 285, 345),
  row(240, 290, 350),
  row(250, 300, 360),
  row(270, 325, 390),
  row(280, 340, 410),
  row(285, 345, 415),
  row(290, 350, 420),
  row(320, 385, 465),
  row(350, 420, 505),
  row(360, 435, 525),
  row(380, 460, 555),
  row(400, 480, 580),
  row(405, 490, 590),
  row(425, 510, 615),
  row(440, 530, 640),
  row(480, 580, 700),
  row(500, 600, 720),
  row(560, 675, 810),
  row(570, 685, 825),
  row(600, 720, 865),
  row(635, 765, 920),
  row(680, 820, 985),
  row(700, 840, 1000),
  row(
    760,
    915,
    1000,
    'offen: Für Regelsätze von 65, 85, 115, 175, 255, 260, 300, 340, 640 € und über 760 € hat die Tabelle keine Zeile; der Regelsatz bleibt dann stehen.',
  ),
];

/** Second part: the Grundtatbestand contains the danger, only damage can come on top. */
export const raiseWithDangerRules: readonly Rule<Erhoehung>[] = [
  rowWithDanger(60, 75),
  rowWithDanger(70, 85),
  rowWithDanger(75, 90),
  rowWithDanger(80, 100),
  rowWithDanger(100, 120),
  rowWithDanger(150, 180),
];

/** Amounts that the nationwide catalogue adds for a number whose Regelsatz is below the reach of Tabelle 4. */
export const raiseByCatalogueRules: readonly Rule<Erhoehung & { readonly bkat: string }>[] = [
  {
    id: 'tatbestandskatalog-246.4',
    norm: 'Nr. 246.4 BKat',
    validFrom: '2017-11-01',
    source: 'bundeseinheitlicher Tatbestandskatalog, TBNR 123630 und 123631',
    remark:
      'offen: Die Sätze stehen im Tatbestandskatalog; in der BKatV haben sie keine Grundlage, weil Tabelle 4 erst bei mehr als 55 € beginnt.',
    value: { bkat: '246.4', regelsatz: 5_500, gefaehrdung: 7_500, sachbeschaedigung: 10_000 },
  },
];
