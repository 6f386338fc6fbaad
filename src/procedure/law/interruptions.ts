import { LAW_TEXT, type Rule } from './rule.ts';

/** One Unterbrechungstatbestand of § 33 (1) Satz 1 OWiG as an event. */
export interface Unterbrechung {
  readonly nr: number;
  /** all events of the number together interrupt only once */
  readonly einmalig?: boolean;
  /** events of which one must have come before */
  readonly nurNach?: readonly string[];
  /** events that must not have come before */
  readonly nichtNach?: readonly string[];
  /** a written order or decision takes effect when drafted (§ 33 (2) OWiG) */
  readonly schriftlich?: boolean;
  /** interrupts also when directed at prosecution as a crime (§ 33 (4) Satz 2 OWiG) */
  readonly auchStraftat: boolean;
}

/** What Nr. 3 asks for: heard, or told that proceedings are opened. The order alone is neither. */
const TOLD = ['anhoerung-bekanntgegeben', 'vernehmung-betroffener', 'verfahrenseinleitung-bekanntgegeben'] as const;
const ABSENT = ['vorlaeufig-eingestellt-abwesenheit'] as const;

/** Numbers that § 33 (4) Satz 2 OWiG names: 1 to 7, 11, 13 to 15. */
const CRIMINAL_TOO: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 11, 13, 14, 15];

const rule = (id: string, value: Omit<Unterbrechung, 'auchStraftat'>, remark = ''): Rule<Unterbrechung> => ({
  id,
  norm: `§ 33 Abs. 1 Satz 1 Nr. ${value.nr} OWiG`,
  validFrom: '2003-03-05',
  source: LAW_TEXT,
  remark,
  value: { ...value, auchStraftat: CRIMINAL_TOO.includes(value.nr) },
});

const ONCE = 'Alle Handlungen der Nr. 1 unterbrechen zusammen nur einmal.';

/** Events that interrupt limitation, keyed by event type. Nr. 9 (Bescheid) has its own reckoning. */
export const interruptionRules: readonly Rule<Unterbrechung>[] = [
  rule(
    'anhoerung-angeordnet',
    { nr: 1, einmalig: true, schriftlich: true },
    `Die Anordnung muss die Person bezeichnen. ${ONCE}`,
  ),
  rule('anhoerung-bekanntgegeben', { nr: 1, einmalig: true }, ONCE),
  rule('vernehmung-betroffener', { nr: 1, einmalig: true }, ONCE),
  rule('verfahrenseinleitung-bekanntgegeben', { nr: 1, einmalig: true }, ONCE),
  rule('richterliche-vernehmung', { nr: 2, schriftlich: true }, 'Jede, auch die Anordnung und die eines Zeugen.'),
  rule(
    'sachverstaendiger-beauftragt',
    { nr: 3, nurNach: TOLD, schriftlich: true },
    'Nur nach Vernehmung oder Bekanntgabe; die bloße Anordnung der Anhörung genügt nicht.',
  ),
  rule('beschlagnahme-angeordnet', { nr: 4, schriftlich: true }),
  rule('durchsuchung-angeordnet', { nr: 4, schriftlich: true }),
  rule('beschlagnahme-bestaetigt', { nr: 4, schriftlich: true }, 'Nur die richterliche Entscheidung.'),
  rule(
    'vorlaeufig-eingestellt-abwesenheit',
    { nr: 5, schriftlich: true },
    'Ein Irrtum über die Abwesenheit, den die Behörde selbst verursacht hat, hindert die Unterbrechung (Rechtsprechung).',
  ),
  rule('aufenthaltsermittlung-angeordnet', { nr: 5, nurNach: ABSENT, schriftlich: true }),
  rule('beweissicherung-angeordnet', { nr: 5, nurNach: ABSENT, schriftlich: true }),
  rule('auslandsersuchen', { nr: 6, schriftlich: true }),
  rule('behoerdenanhoerung', { nr: 7, nichtNach: ['ermittlungen-abgeschlossen'], schriftlich: true }),
  rule('abgabe-an-verwaltungsbehoerde', { nr: 8, schriftlich: true }),
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
