import { LAW_TEXT, type Rule } from './rule.ts';

const EURO_CONVERSION = '2002-01-01';

const limit = (
  id: string,
  norm: string,
  value: number,
  remark: string,
  validFrom = EURO_CONVERSION,
  validTo?: string,
): Rule<number> => ({
  id,
  norm,
  validFrom,
  ...(validTo === undefined ? {} : { validTo }),
  source: LAW_TEXT,
  remark,
  value,
});

/** Amounts in cents on which a remedy or a period depends; the words of the law say whether the amount itself is in. */
export const thresholdRules: readonly Rule<number>[] = [
  limit('verwarnungsgeld-frist', '§ 56 Abs. 2 Satz 2 OWiG', 1_000, 'darüber soll eine Frist bewilligt werden'),
  limit('rechtsbeschwerde', '§ 79 Abs. 1 Satz 1 Nr. 1 OWiG', 25_000, 'Geldbuße von mehr als diesem Betrag'),
  limit(
    'rechtsbeschwerde-freispruch',
    '§ 79 Abs. 1 Satz 1 Nr. 3 OWiG',
    60_000,
    'Geldbuße im Bescheid von mehr als diesem Betrag, wenn freigesprochen oder eingestellt wurde',
  ),
  limit('zulassung-eingeschraenkt', '§ 80 Abs. 2 Nr. 1 OWiG', 10_000, 'nicht mehr als dieser Betrag'),
  limit('zulassung-freispruch', '§ 80 Abs. 2 Nr. 2 OWiG', 15_000, 'nicht mehr als dieser Betrag im Bescheid'),
  limit('wiederaufnahme', '§ 85 Abs. 2 Satz 1 Nr. 1 OWiG', 25_000, 'bis zu diesem Betrag keine Wiederaufnahme'),
  limit('kostenbeschwerde', '§ 108 Abs. 1 Satz 2 OWiG', 30_000, 'mehr als dieser Betrag', '2026-01-01'),
  limit(
    'kostenbeschwerde',
    '§ 108 Abs. 1 Satz 2 OWiG a. F., § 133 Abs. 2a OWiG',
    20_000,
    'offen: Betrag der bis 31.12.2025 geltenden Fassung aus dem Gedächtnis; der Text lag nicht vor',
    EURO_CONVERSION,
    '2025-12-31',
  ),
  limit('pruefung-lang', '§ 49c Abs. 5 OWiG', 25_000, 'mehr als dieser Betrag', '2002-10-01'),
];
