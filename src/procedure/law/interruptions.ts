import { LAW_TEXT, type Rule } from './rule.ts';

/** One Unterbrechungstatbestand of § 33 (1) Satz 1 OWiG as an event. */
export interface Unterbrechung {
  readonly nr: number;
  /** all events of the number together interrupt only once */
  readonly einmalig?: boolean;
  /** events of which one must have come before */
  readonly nurNach?: readonly string[];
  /** a written act takes effect when drafted (§ 33 (2) OWiG) */
  readonly schriftlich?: boolean;
}

const HEARD = [
  'anhoerung-angeordnet',
  'anhoerung-bekanntgegeben',
  'vernehmung-betroffener',
  'verfahrenseinleitung-bekanntgegeben',
] as const;

const rule = (id: string, value: Unterbrechung, remark = ''): Rule<Unterbrechung> => ({
  id,
  norm: `§ 33 Abs. 1 Satz 1 Nr. ${value.nr} OWiG`,
  validFrom: '2003-03-05',
  source: LAW_TEXT,
  remark,
  value,
});

/** Events that interrupt limitation, keyed by event type. Nr. 9 (Bescheid) has its own reckoning. */
export const interruptionRules: readonly Rule<Unterbrechung>[] = [
  rule(
    'anhoerung-angeordnet',
    { nr: 1, einmalig: true, schriftlich: true },
    'Die Anordnung muss die Person bezeichnen.',
  ),
  rule('anhoerung-bekanntgegeben', { nr: 1, einmalig: true }),
  rule('vernehmung-betroffener', { nr: 1, einmalig: true }),
  rule('verfahrenseinleitung-bekanntgegeben', { nr: 1, einmalig: true }),
  rule('richterliche-vernehmung', { nr: 2, schriftlich: true }),
  rule('sachverstaendiger-beauftragt', { nr: 3, nurNach: HEARD }),
  rule('beschlagnahme-angeordnet', { nr: 4, schriftlich: true }),
  rule('durchsuchung-angeordnet', { nr: 4, schriftlich: true }),
  rule('vorlaeufig-eingestellt-abwesenheit', { nr: 5, schriftlich: true }),
  rule('aufenthaltsermittlung-angeordnet', {
    nr: 5,
    nurNach: ['vorlaeufig-eingestellt-abwesenheit'],
    schriftlich: true,
  }),
  rule('auslandsersuchen', { nr: 6, schriftlich: true }),
  rule('behoerdenanhoerung', { nr: 7 }),
  rule('abgabe-an-verwaltungsbehoerde', { nr: 8 }),
  rule('akten-eingang-amtsgericht', { nr: 10 }, 'Der Eingang bei der Staatsanwaltschaft unterbricht nicht.'),
  rule('zurueckverweisung', { nr: 10, schriftlich: true }),
  rule('hauptverhandlung-anberaumt', { nr: 11, schriftlich: true }),
  rule('hinweis-72', { nr: 12, schriftlich: true }),
  rule('anklage-erhoben', { nr: 13 }),
  rule('hauptverfahren-eroeffnet', { nr: 14, schriftlich: true }),
  rule('strafbefehl', { nr: 15, schriftlich: true }),
];

/** Events after which limitation does not end before the proceedings are final (§ 32 (2) OWiG). */
export const suspendingEvents: readonly string[] = ['urteil-erster-instanz', 'beschluss-72'];
