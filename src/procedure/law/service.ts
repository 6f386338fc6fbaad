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
  /** a real arrival after the fiction takes its place */
  readonly zugangGehtVor?: boolean;
  /** the number of days stands in the service law of the Land and may differ where the Land has its own */
  readonly landesrechtlich?: boolean;
  /** only by an official and, by night or on a free day, only with permission (§ 5 (3) VwZG) */
  readonly nurMitErlaubnis?: boolean;
  readonly belehrung: string;
}

interface Term {
  readonly from?: string;
  readonly to?: string;
  readonly remark?: string;
}

const rule = (id: string, norm: string, value: Zustellweg, { from, to, remark }: Term = {}): Rule<Zustellweg> => ({
  id,
  norm,
  validFrom: from ?? '2006-02-01',
  ...(to === undefined ? {} : { validTo: to }),
  source: LAW_TEXT,
  remark: remark ?? '',
  value,
});

const real = (
  bezeichnung: string,
  datumIst: string,
  belehrung: string,
  more: Partial<Zustellweg> = {},
): Zustellweg => ({
  bezeichnung,
  datumIst,
  belehrung,
  ...more,
});

const ORDINALS: Readonly<Record<number, string>> = { 3: 'dritten', 4: 'vierten', 7: 'siebenten' };

const fiction = (bezeichnung: string, zahl: number, act: 'Aufgabe zur Post' | 'Absendung'): Zustellweg => ({
  bezeichnung,
  datumIst: act === 'Absendung' ? 'Tag der Absendung' : 'Tag der Aufgabe zur Post',
  fiktion: { einheit: 'tage', zahl },
  werktagStrittig: true,
  zugangGehtVor: true,
  landesrechtlich: true,
  belehrung: `gilt am ${ORDINALS[zahl] ?? `${zahl}.`} Tag nach der ${act} als zugestellt`,
});

const REFORM = '2025-01-01';
const BEFORE_REFORM = '2024-12-31';
const MODERN = { from: REFORM, remark: 'Vier statt drei Tage durch das Postrechtsmodernisierungsgesetz.' };

/** One way before and after 1 January 2025: three and four days. */
const threeThenFour = (
  id: string,
  norm: string,
  bezeichnung: string,
  act: 'Aufgabe zur Post' | 'Absendung',
  from?: string,
): readonly Rule<Zustellweg>[] => [
  rule(id, norm, fiction(bezeichnung, 4, act), MODERN),
  rule(id, `${norm} a. F.`, fiction(bezeichnung, 3, act), {
    to: BEFORE_REFORM,
    ...(from === undefined ? {} : { from }),
  }),
];

const HANDED = 'zugestellt mit der Übergabe';

/**
 * The ways of Zustellung that a Bescheid may take, keyed by `art` of the event, as the VwZG has them. Authorities of the
 * Länder reach them through their own service law (§ 51 (1) OWiG), see `serviceActs`.
 */
export const serviceRules: readonly Rule<Zustellweg>[] = [
  rule(
    'pzu-uebergabe',
    '§ 3 Abs. 2 VwZG, § 177 ZPO',
    real('Übergabe mit Zustellungsurkunde', 'Tag der Übergabe', HANDED),
  ),
  rule(
    'pzu-ersatzzustellung',
    '§ 3 Abs. 2 VwZG, § 178 ZPO',
    real('Ersatzzustellung', 'Tag der Übergabe an die Ersatzperson', 'zugestellt mit der Übergabe an die Ersatzperson'),
    {
      remark:
        'Ersatzpersonen: in der Wohnung erwachsene Familienangehörige, in der Familie Beschäftigte, erwachsene ständige Mitbewohner; in Geschäftsräumen Beschäftigte; in Gemeinschaftseinrichtungen Leitung oder ermächtigte Vertretung.',
    },
  ),
  rule(
    'pzu-briefkasten',
    '§ 3 Abs. 2 VwZG, § 180 ZPO',
    real('Einlegen in den Briefkasten', 'Tag der Einlegung', 'gilt mit der Einlegung als zugestellt'),
    { remark: 'Erst wenn die Ersatzzustellung nach § 178 Abs. 1 Nr. 1 oder 2 ZPO nicht ausführbar ist.' },
  ),
  rule(
    'pzu-niederlegung',
    '§ 3 Abs. 2 VwZG, § 181 Abs. 1 Satz 4 ZPO',
    real(
      'Niederlegung',
      'Tag der Abgabe der Mitteilung',
      'gilt mit der Abgabe der schriftlichen Mitteilung als zugestellt',
    ),
    { remark: 'Ob und wann das Dokument abgeholt wird, ist ohne Bedeutung; zur Aufbewahrung siehe niederlegung.' },
  ),
  rule(
    'pzu-annahmeverweigerung',
    '§ 3 Abs. 2 VwZG, § 179 ZPO',
    real('Verweigerte Annahme', 'Tag der Verweigerung', 'gilt mit der Annahmeverweigerung als zugestellt'),
    { remark: 'Nur wenn die Annahme unberechtigt verweigert und das Dokument zurückgelassen oder zurückgesandt wird.' },
  ),
  rule(
    'einschreiben-rueckschein',
    '§ 4 Abs. 2 Satz 1 VwZG',
    real('Einschreiben mit Rückschein', 'Tag auf dem Rückschein', 'der Rückschein beweist den Tag'),
  ),
  ...threeThenFour('einschreiben', '§ 4 Abs. 2 Satz 2 VwZG', 'Einschreiben durch Übergabe', 'Aufgabe zur Post'),
  rule(
    'behoerde-uebergabe',
    '§ 5 Abs. 1 VwZG',
    real('Übergabe durch Bedienstete', 'Tag der Aushändigung auf dem Empfangsbekenntnis', HANDED, {
      nurMitErlaubnis: true,
    }),
  ),
  rule(
    'behoerde-ersatzzustellung',
    '§ 5 Abs. 2 VwZG, §§ 178–181 ZPO',
    real('Ersatzzustellung durch Bedienstete', 'Tag des Vermerks in den Akten', 'der Vermerk beweist den Tag', {
      nurMitErlaubnis: true,
    }),
  ),
  rule(
    'empfangsbekenntnis',
    '§ 5 Abs. 1, 4, 7 VwZG',
    real(
      'Zustellung gegen Empfangsbekenntnis',
      'Tag auf dem Empfangsbekenntnis',
      'das Empfangsbekenntnis beweist den Tag',
    ),
    {
      remark:
        'Auch elektronisch an die in § 5 Abs. 4 genannten Berufe und Stellen und nach § 5 Abs. 5. offen: die Änderung vom 3.7.2026 (BGBl. I Nr. 199), vermutlich der Berufe, lag nicht vor.',
    },
  ),
  ...threeThenFour(
    'elektronisch-fiktion',
    '§ 5 Abs. 7 Satz 2 VwZG',
    'Elektronische Zustellung ohne Empfangsbekenntnis',
    'Absendung',
    '2008-12-18',
  ),
  rule(
    'de-mail',
    '§ 5a Abs. 3 VwZG',
    real('De-Mail mit Abholbestätigung', 'Tag der Abholbestätigung', 'die Abholbestätigung beweist den Tag'),
    { from: '2011-05-03' },
  ),
  ...threeThenFour('de-mail-fiktion', '§ 5a Abs. 4 VwZG', 'De-Mail ohne Abholbestätigung', 'Absendung', '2011-05-03'),
  rule(
    'ausland',
    '§ 9 Abs. 1, 2 VwZG',
    real('Zustellung im Ausland', 'Tag des Nachweises', 'der Nachweis nach § 9 Abs. 2 VwZG bestimmt den Tag'),
    {
      remark:
        'Rückschein (Abs. 1 Nr. 1), Zeugnis der ersuchten Behörde (Nr. 2, 3) oder elektronischer Nachweis (Nr. 4).',
    },
  ),
  rule(
    'ausland-aufgabe',
    '§ 9 Abs. 3 Satz 3 VwZG',
    {
      ...fiction('Aufgabe zur Post ohne benannten Zustellungsbevollmächtigten', 7, 'Aufgabe zur Post'),
      landesrechtlich: false,
    },
    {
      remark:
        'Nach Anordnung, einen Zustellungsbevollmächtigten im Inland zu benennen, mit Hinweis auf die Folge. Eine längere Frist der Behörde (Satz 4) ist nicht abgebildet: dann deren letzten Tag mit art ausland angeben.',
    },
  ),
  rule(
    'oeffentlich',
    '§ 10 Abs. 2 Satz 6 VwZG',
    {
      bezeichnung: 'Öffentliche Zustellung',
      datumIst: 'Tag der Bekanntmachung',
      fiktion: { einheit: 'wochen', zahl: 2 },
      werktagStrittig: true,
      belehrung: 'gilt als zugestellt, wenn seit dem Tag der Bekanntmachung zwei Wochen vergangen sind',
    },
    {
      remark:
        'Tatsächliche Kenntnis ändert den Tag nicht. offen: ob der letzte Tag der zwei Wochen oder erst der folgende der Tag der Zustellung ist; gerechnet wird mit dem letzten.',
    },
  ),
  rule(
    'heilung',
    '§ 8 VwZG',
    real(
      'Geheilter Zustellungsmangel',
      'Tag des tatsächlichen Zugangs',
      'gilt mit dem tatsächlichen Zugang als zugestellt',
    ),
    { remark: 'Im Fall des § 5 Abs. 5 der Tag, an dem das Empfangsbekenntnis zurückgesandt wurde.' },
  ),
];

/** Values that `art` of `bescheid-zugestellt` may have. */
export const zustellarten: readonly string[] = [...new Set(serviceRules.map((entry) => entry.id))];

/** How long a document that was laid down is kept for the addressee. */
export const custodyRules: readonly Rule<Dauer>[] = [
  {
    id: 'niederlegung',
    norm: '§ 3 Abs. 2 VwZG, § 181 Abs. 2 ZPO',
    validFrom: '2006-02-01',
    source: 'ZPO',
    remark: 'Danach geht das Dokument an die Behörde zurück; die Zustellung bleibt wirksam.',
    value: { einheit: 'monate', zahl: 3 },
  },
];

/** Hours in which § 5 (3) VwZG asks for permission: from `von` o'clock to `bis` o'clock of the next day. */
export const nightRules: readonly Rule<{ readonly von: string; readonly bis: string }>[] = [
  {
    id: 'nachtzeit',
    norm: '§ 5 Abs. 3 VwZG',
    validFrom: '2006-02-01',
    source: LAW_TEXT,
    remark: 'Ohne Erlaubnis der Behördenleitung wirksam nur, wenn die Annahme nicht verweigert wird.',
    value: { von: '21:00', bis: '06:00' },
  },
];
