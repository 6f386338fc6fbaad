import { periodRules } from '../law/periods.ts';
import { ruleAt } from '../law/rule.ts';
import { addDays, german } from '../time/calendar.ts';
import { dauerDativ, verjaehrungsende } from '../time/periods.ts';
import { type Basis, condition, frist, inhalt } from './final-decision.ts';
import { type Frist, type Lesart, type Status, withReadings } from './frist.ts';

/** When the Fahrverbot takes effect and ends (§ 25 (2), (2a), (5) StVG); nothing where none is imposed. */
export const fahrverbot = (basis: Basis): Frist[] => {
  const { fall, tag } = basis;
  const { fahrverbotMonate, abs2a } = inhalt(fall);
  if ((fahrverbotMonate ?? 0) === 0 && abs2a !== true) return [];
  const rule = ruleAt(periodRules, 'fahrverbot-aufschub', tag);
  const limit = addDays(verjaehrungsende(tag, rule.value), 1);
  const kept = fall.ereignisse.find((event) => event.typ === 'fuehrerschein-verwahrt' && event.am >= tag)?.am;
  const latestDay = abs2a === false ? tag : limit;
  const effective = kept !== undefined && kept < latestDay ? kept : latestDay;
  const status: Status = basis.behelf.eingetreten ? (fall.stichtag >= effective ? 'eingetreten' : 'laeuft') : 'bedingt';
  const direct = 'Ohne Bestimmung nach § 25 Abs. 2a StVG wird das Fahrverbot mit der Rechtskraft wirksam';
  const reason =
    kept !== undefined && kept < latestDay
      ? `Führerschein am ${german(kept)} in amtliche Verwahrung gelangt: damit wirksam (§ 25 Abs. 2a StVG).`
      : abs2a === false
        ? `${direct}, am ${german(tag)} (§ 25 Abs. 2 Satz 1 StVG).`
        : `Wirksam, sobald der Führerschein in amtliche Verwahrung gelangt, spätestens mit Ablauf von ${dauerDativ(rule.value)} seit Rechtskraft am ${german(tag)}, also am ${german(limit)}, 0:00 Uhr (${rule.norm}).`;
  const lesarten: Lesart[] =
    abs2a === undefined
      ? [
          { text: 'mit Bestimmung nach § 25 Abs. 2a StVG', ende: limit, gewaehlt: true, norm: rule.norm },
          { text: direct, ende: tag, gewaehlt: false, norm: '§ 25 Abs. 2 Satz 1 StVG' },
        ]
      : abs2a
        ? [
            { text: 'Der Tag der Rechtskraft zählt mit', ende: limit, gewaehlt: true, norm: rule.norm },
            {
              text: 'Der Tag der Rechtskraft zählt nicht mit',
              ende: addDays(limit, 1),
              gewaehlt: false,
              norm: rule.norm,
            },
          ]
        : [];
  const base = frist('fahrverbot-spaetestens-wirksam', 'ab', {
    beginn: tag,
    ende: effective,
    norm: '§ 25 Abs. 2, 2a StVG',
    status,
    begruendung: [reason, ...condition(basis)],
    ...(effective === limit ? withReadings(lesarten) : {}),
  });
  if (kept === undefined || fahrverbotMonate === undefined || fahrverbotMonate === 0) return [base];
  const over = verjaehrungsende(kept, { einheit: 'monate', zahl: fahrverbotMonate });
  return [
    base,
    frist('fahrverbot-ende', 'letzter-tag', {
      beginn: kept,
      ende: over,
      norm: '§ 25 Abs. 5 Satz 1 StVG',
      status: fall.stichtag > over ? 'abgelaufen' : 'laeuft',
      begruendung: [
        `Die Verbotsfrist von ${dauerDativ({ einheit: 'monate', zahl: fahrverbotMonate })} rechnet vom Tag der Verwahrung, dem ${german(kept)}, und endet mit Ablauf des ${german(over)} (§ 25 Abs. 5 Satz 1 StVG).`,
      ],
    }),
  ];
};
