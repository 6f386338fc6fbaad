import type { Dauer } from '../time/periods.ts';
import { LAW_TEXT, type Rule } from './rule.ts';

/** How a way of Zustellung finds its day. */
export interface Zustellweg {
  readonly bezeichnung: string;
  /** what the date of the event means */
  readonly datumIst: string;
  /** fiction added to that date; missing: the date itself is the day of Zustellung */
  readonly fiktion?: Dauer;
  /** whether a fiction that ends on a weekend or holiday moves is disputed */
  readonly werktagStrittig?: boolean;
  readonly belehrung: string;
}

const rule = (id: string, norm: string, value: Zustellweg, validFrom = '2006-02-01', validTo?: string) => ({
  id,
  norm,
  validFrom,
  ...(validTo === undefined ? {} : { validTo }),
  source: LAW_TEXT,
  remark:
    'VwZG; für Landesbehörden gilt das Zustellungsrecht des Landes (§ 51 Abs. 1 OWiG), das meist auf das VwZG verweist. Die Änderung vom 3.7.2026 (BGBl. I Nr. 199) lag nicht vor.',
  value,
});

const real = (bezeichnung: string, datumIst: string, belehrung: string): Zustellweg => ({
  bezeichnung,
  datumIst,
  belehrung,
});
const fiction = (bezeichnung: string, datumIst: string, zahl: number, belehrung: string): Zustellweg => ({
  bezeichnung,
  datumIst,
  fiktion: { einheit: 'tage', zahl },
  werktagStrittig: true,
  belehrung,
});

const REFORM = '2025-01-01';
const BEFORE_REFORM = '2024-12-31';

/** The ways of Zustellung that a Bescheid may take, keyed by `art` of the event. */
export const serviceRules: readonly Rule<Zustellweg>[] = [
  rule(
    'pzu-uebergabe',
    '§ 3 Abs. 2 VwZG, § 177 ZPO',
    real('Übergabe mit Zustellungsurkunde', 'Tag der Übergabe', 'zugestellt mit der Übergabe'),
  ),
  rule(
    'pzu-ersatzzustellung',
    '§ 3 Abs. 2 VwZG, § 178 ZPO',
    real('Ersatzzustellung', 'Tag der Übergabe an die Ersatzperson', 'zugestellt mit der Übergabe an die Ersatzperson'),
  ),
  rule(
    'pzu-briefkasten',
    '§ 3 Abs. 2 VwZG, § 180 ZPO',
    real('Einlegen in den Briefkasten', 'Tag der Einlegung', 'gilt mit der Einlegung als zugestellt'),
  ),
  rule(
    'pzu-niederlegung',
    '§ 3 Abs. 2 VwZG, § 181 Abs. 1 Satz 4 ZPO',
    real(
      'Niederlegung',
      'Tag der Abgabe der Mitteilung',
      'gilt mit der Abgabe der schriftlichen Mitteilung als zugestellt',
    ),
  ),
  rule(
    'pzu-annahmeverweigerung',
    '§ 3 Abs. 2 VwZG, § 179 ZPO',
    real('Verweigerte Annahme', 'Tag der Verweigerung', 'gilt mit der Annahmeverweigerung als zugestellt'),
  ),
  rule(
    'einschreiben-rueckschein',
    '§ 4 Abs. 2 Satz 1 VwZG',
    real('Einschreiben mit Rückschein', 'Tag auf dem Rückschein', 'der Rückschein beweist den Tag'),
  ),
  rule(
    'einschreiben',
    '§ 4 Abs. 2 Satz 2 VwZG',
    fiction(
      'Einschreiben durch Übergabe',
      'Tag der Aufgabe zur Post',
      4,
      'gilt am vierten Tag nach der Aufgabe zur Post als zugestellt',
    ),
    REFORM,
  ),
  rule(
    'einschreiben',
    '§ 4 Abs. 2 Satz 2 VwZG a. F.',
    fiction(
      'Einschreiben durch Übergabe',
      'Tag der Aufgabe zur Post',
      3,
      'gilt am dritten Tag nach der Aufgabe zur Post als zugestellt',
    ),
    '2006-02-01',
    BEFORE_REFORM,
  ),
  rule(
    'empfangsbekenntnis',
    '§ 5 Abs. 1, 4, 7 VwZG',
    real(
      'Zustellung gegen Empfangsbekenntnis',
      'Tag auf dem Empfangsbekenntnis',
      'das Empfangsbekenntnis beweist den Tag',
    ),
  ),
  rule(
    'de-mail',
    '§ 5a Abs. 3 VwZG',
    real('De-Mail mit Abholbestätigung', 'Tag der Abholbestätigung', 'die Abholbestätigung beweist den Tag'),
  ),
  rule(
    'ausland',
    '§ 9 VwZG',
    real('Zustellung im Ausland', 'Tag des Nachweises', 'der Nachweis nach § 9 Abs. 2 VwZG bestimmt den Tag'),
  ),
  rule(
    'elektronisch-fiktion',
    '§ 5 Abs. 7 Satz 2 VwZG',
    fiction(
      'Elektronische Zustellung ohne Empfangsbekenntnis',
      'Tag der Absendung',
      4,
      'gilt am vierten Tag nach der Absendung als zugestellt',
    ),
    REFORM,
  ),
  rule(
    'elektronisch-fiktion',
    '§ 5 Abs. 7 Satz 2 VwZG a. F.',
    fiction(
      'Elektronische Zustellung ohne Empfangsbekenntnis',
      'Tag der Absendung',
      3,
      'gilt am dritten Tag nach der Absendung als zugestellt',
    ),
    '2006-02-01',
    BEFORE_REFORM,
  ),
  rule(
    'de-mail-fiktion',
    '§ 5a Abs. 4 VwZG',
    fiction(
      'De-Mail ohne Abholbestätigung',
      'Tag der Absendung',
      4,
      'gilt am vierten Tag nach der Absendung als zugestellt',
    ),
    REFORM,
  ),
  rule('oeffentlich', '§ 10 Abs. 2 Satz 6 VwZG', {
    bezeichnung: 'Öffentliche Zustellung',
    datumIst: 'Tag der Bekanntmachung',
    fiktion: { einheit: 'wochen', zahl: 2 },
    belehrung: 'gilt als zugestellt, wenn seit dem Tag der Bekanntmachung zwei Wochen vergangen sind',
  }),
  rule(
    'heilung',
    '§ 8 VwZG',
    real(
      'Geheilter Zustellungsmangel',
      'Tag des tatsächlichen Zugangs',
      'gilt mit dem tatsächlichen Zugang als zugestellt',
    ),
  ),
];

/** Values that `art` of `bescheid-zugestellt` may have. */
export const zustellarten: readonly string[] = [...new Set(serviceRules.map((entry) => entry.id))];
