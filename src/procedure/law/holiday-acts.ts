import type { Land } from './holidays.ts';

/** The provision that names the general holidays of a Land. */
export interface Feiertagsgesetz {
  readonly norm: string;
  /** what could not be read in a text of the Land */
  readonly remark: string;
}

const OFFEN = 'offen: Paragraph aus der Erinnerung, nicht am Gesetzestext geprüft';

/** Holiday acts of the Länder. */
export const FEIERTAGSGESETZE: Readonly<Record<Land, Feiertagsgesetz>> = {
  BB: { norm: '§ 2 Abs. 1 FTG BB', remark: OFFEN },
  BE: { norm: '§ 1 Abs. 1 FeiertG BE', remark: 'Fassung vom 30.1.2019 gelesen' },
  BW: { norm: '§ 1 FTG BW', remark: OFFEN },
  BY: { norm: 'Art. 1 Abs. 1 Nr. 1 BayFTG', remark: 'Art. 1 nach Mitteilungen des Landesamts für Statistik' },
  HB: { norm: '§ 2 Abs. 1 BremFeiertG', remark: OFFEN },
  HE: { norm: '§ 1 Abs. 1 HFeiertagsG', remark: OFFEN },
  HH: { norm: '§ 1 FeiertG HH', remark: OFFEN },
  MV: { norm: '§ 2 Abs. 1 FTG M-V', remark: OFFEN },
  NI: { norm: '§ 2 Abs. 1 NFeiertagsG', remark: OFFEN },
  NW: { norm: '§ 2 Abs. 1 FeiertG NW', remark: OFFEN },
  RP: { norm: '§ 2 Abs. 1 LFtG RP', remark: OFFEN },
  SH: { norm: '§ 2 Abs. 1 SFTG SH', remark: OFFEN },
  SL: { norm: '§ 2 Abs. 1 SFG SL', remark: OFFEN },
  SN: { norm: '§ 1 Abs. 1 SächsSFG', remark: OFFEN },
  ST: { norm: '§ 2 FeiertG LSA', remark: OFFEN },
  TH: { norm: '§ 2 Abs. 1 ThürFGtG', remark: 'Fassung vom 19.3.2019 gelesen' },
};
