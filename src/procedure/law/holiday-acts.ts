import type { Land } from './holidays.ts';
import type { Rule } from './rule.ts';

/** Where the holidays and their provisions come from. */
export const SOURCE = 'Feiertagsgesetze der Länder, abgeglichen mit vacanza/holidays (germany.py) und date-holidays';

/** First day for which the holiday rules claim to be right. */
export const FIRST_DAY = '2015-01-01';

const OFFEN = 'offen: Paragraph nicht am Gesetzestext geprüft';
const GELESEN = 'Aufzählung am Gesetzestext gelesen';

const holidayAct = (land: Land, norm: string, remark: string): Rule<Land> => ({
  id: `feiertagsgesetz-${land.toLowerCase()}`,
  norm,
  validFrom: FIRST_DAY,
  source: SOURCE,
  remark,
  value: land,
});

/** The provision that names the general holidays of each Land. */
export const holidayActs: readonly Rule<Land>[] = [
  holidayAct('BB', '§ 2 Abs. 1 FTG BB', GELESEN),
  holidayAct('BE', '§ 1 Abs. 1 FeiertG BE', `${GELESEN} (Fassung vom 30.1.2019)`),
  holidayAct('BW', '§ 1 FTG BW', OFFEN),
  holidayAct('BY', 'Art. 1 Abs. 1 Nr. 1 BayFTG', `${GELESEN} (Fassung vom 26.3.2019)`),
  holidayAct('HB', '§ 2 Abs. 1 FTG HB', `${GELESEN}, vor Aufnahme des Reformationstags`),
  holidayAct('HE', '§ 1 Abs. 1 HFeiertagsG', GELESEN),
  holidayAct('HH', '§ 1 FeiertG HH', OFFEN),
  holidayAct('MV', '§ 2 Abs. 1 FTG M-V', OFFEN),
  holidayAct('NI', '§ 2 Abs. 1 NFeiertagsG', GELESEN),
  holidayAct('NW', '§ 2 Abs. 1 FeiertG NW', GELESEN),
  holidayAct('RP', '§ 2 Abs. 1 LFtG RP', GELESEN),
  holidayAct('SH', '§ 2 Abs. 1 SFTG SH', GELESEN),
  holidayAct('SL', '§ 2 Abs. 1 SFG SL', GELESEN),
  holidayAct('SN', '§ 1 Abs. 1 SächsSFG', GELESEN),
  holidayAct('ST', '§ 2 FeiertG LSA', GELESEN),
  holidayAct('TH', '§ 2 Abs. 1 ThürFGtG', `${GELESEN} (Fassung vom 19.3.2019)`),
];
