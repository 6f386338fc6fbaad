import type { Land } from './holidays.ts';
import type { Rule } from './rule.ts';

/** Which service law a Land has for its authorities (§ 51 (1) OWiG: "die entsprechenden landesrechtlichen Vorschriften"). */
export interface Zustellungsrecht {
  readonly land: Land;
  /** `verweist`: declares the VwZG applicable; `eigenes`: an act with ways of Zustellung of its own */
  readonly art: 'verweist' | 'eigenes';
  /** whether the four days of the VwZG since 2025 apply; `unbekannt` where the Land's own text was not read */
  readonly vierTage: 'ja' | 'unbekannt';
}

const OVERVIEW = 'Übersicht der Landesgesetze zu § 1 SVwZG (saarheim.de, Stand 2006)';
const UNREAD = 'offen: Gesetzestext des Landes nicht gelesen.';
const OWN = 'offen: ob das Land die vier Tage seit 1.1.2025 übernommen hat; beide Lesarten werden genannt.';

const act = (
  land: Land,
  art: Zustellungsrecht['art'],
  norm: string,
  validFrom: string,
  source: string,
  remark: string,
): Rule<Zustellungsrecht> => ({
  id: `zustellungsrecht-${land.toLowerCase()}`,
  norm,
  validFrom,
  source,
  remark,
  value: { land, art, vierTage: art === 'verweist' ? 'ja' : 'unbekannt' },
});

const READ = 'Verweisung auf das VwZG in der jeweils geltenden Fassung.';
const refers = (land: Land, norm: string): Rule<Zustellungsrecht> =>
  act(
    land,
    'verweist',
    norm,
    '2006-02-01',
    OVERVIEW,
    `${UNREAD} Angenommen ist eine Verweisung auf die jeweilige Fassung.`,
  );
const own = (land: Land, norm: string, source = OVERVIEW): Rule<Zustellungsrecht> =>
  act(land, 'eigenes', norm, '2006-02-01', source, OWN);

const BAVARIA = 'VwZVG BY, geltende Fassung';

/** Service law of the Länder. For authorities of the Bund the VwZG applies itself, whatever the Land of their seat. */
export const serviceActs: readonly Rule<Zustellungsrecht>[] = [
  refers('BB', '§ 1 Abs. 1 BbgVwZG'),
  refers('BE', 'VwVfG BE'),
  own('BW', 'LVwZG BW', 'Anwendungshinweise zum LVwZG BW'),
  { ...own('BY', 'VwZVG BY', BAVARIA), validTo: '2025-12-31' },
  {
    ...act(
      'BY',
      'eigenes',
      'VwZVG BY',
      '2026-01-01',
      BAVARIA,
      'Art. 4 Abs. 2 nennt den vierten Tag; offen: seit welchem Tag, spätestens seit 2026.',
    ),
    value: { land: 'BY', art: 'eigenes', vierTage: 'ja' },
  },
  refers('HB', '§ 1 BremVwZG'),
  refers('HE', '§ 1 HVwZG'),
  refers('HH', '§ 1 HmbVwZG'),
  own('MV', '§§ 94 ff. VwVfG M-V', 'VwVfG M-V, § 96 gelesen'),
  refers('NI', '§ 1 NVwZG'),
  own(
    'NW',
    'LZG NRW',
    'LZG NRW, Stand März 2024: dritter Tag; geändert durch Gesetz vom 10.12.2024 (GV. NRW. S. 1184) zum 1.1.2025, Wortlaut nicht gelesen',
  ),
  act('RP', 'verweist', '§ 1 Abs. 1 LVwZG RP', '2006-02-01', 'LVwZG RP, Stand 2023', READ),
  own('SH', '§§ 146–155 LVwG SH', 'Inhaltsübersicht des LVwG SH nach dem Gesetz vom 15.12.2005'),
  act('SL', 'verweist', '§ 1 SVwZG', '2006-02-01', 'SVwZG', READ),
  act(
    'SN',
    'verweist',
    '§ 4 Abs. 1 SächsVwVfZG',
    '2010-06-12',
    'SächsVwVfZG',
    `${READ} offen: genauer Tag des Inkrafttretens.`,
  ),
  act('ST', 'verweist', '§ 1 Abs. 1 VwZG-LSA', '2008-01-26', 'VwZG-LSA, Stand 2023', READ),
  own('TH', 'ThürVwZVG', 'ThürVwZVG, undatierte Fassung: dritter Tag'),
];

/** Ways of making something known that are no Zustellung: a Bescheid must be served (§ 50 (1) Satz 2, § 51 OWiG). */
export interface Bekanntgabe {
  readonly bezeichnung: string;
  readonly grund: string;
}

const notService = (id: string, norm: string, bezeichnung: string, grund: string): Rule<Bekanntgabe> => ({
  id,
  norm,
  validFrom: '2006-02-01',
  source: 'VwVfG, OZG und ZPO lagen nicht vor',
  remark: 'Setzt keine Einspruchsfrist in Lauf; bei tatsächlichem Zugang kommt Heilung nach § 8 VwZG in Betracht.',
  value: { bezeichnung, grund },
});

/** What looks like service and is none for a Bescheid. */
export const notServiceRules: readonly Rule<Bekanntgabe>[] = [
  notService(
    'einfacher-brief',
    '§ 41 Abs. 2 VwVfG',
    'Einfacher Brief',
    'Bekanntgabe von Verwaltungsakten, keine Zustellung',
  ),
  notService(
    'portal-abruf',
    '§ 41 Abs. 2a VwVfG',
    'Abruf im Portal',
    'Bekanntgabe von Verwaltungsakten, keine Zustellung',
  ),
  notService(
    'ozg-postfach',
    '§ 9 OZG',
    'Nutzerkonto nach dem OZG',
    'Bekanntgabe von Verwaltungsakten, keine Zustellung',
  ),
  notService(
    'ebo-fiktion',
    '§ 173 Abs. 4 ZPO',
    'Elektronische Zustellung durch das Gericht',
    'Zustellung gerichtlicher Dokumente, nicht des Bescheids der Verwaltungsbehörde',
  ),
];
