import { wahlen } from '../../law/choices.ts';
import { periodRules } from '../../law/periods.ts';
import { ruleAt } from '../../law/rule.ts';
import { addDays, german } from '../../time/calendar.ts';
import { dauerDativ, dauerText, rawEnd, verjaehrungsende } from '../../time/periods.ts';
import { last } from '../file-search.ts';
import { actStatus, type Frist, frist, withReadings } from '../frist.ts';
import type { Fall } from '../input/input.ts';

/** Two weeks within which the Halter has to be asked if a Fahrtenbuch is to be ordered later (case law on § 31a StVZO). */
const question = (fall: Fall): readonly Frist[] => {
  const asked = fall.ereignisse.find((event) => event.typ === 'zeugenfragebogen-versandt');
  if (asked === undefined && last(fall, 'fahrtenbuch-angeordnet') === undefined) return [];
  const rule = ruleAt(periodRules, 'halterbefragung', fall.tat.begangenAm);
  const ende = rawEnd(fall.tat.begangenAm, rule.value);
  const reached = asked?.zugangAm ?? asked?.am;
  const bySending = asked !== undefined && asked.am <= ende;
  const byReceipt = reached !== undefined && reached <= ende;
  const status = actStatus(fall.stichtag, ende, reached);
  return [
    frist('halterbefragung', 'letzter-tag', {
      beginn: fall.tat.begangenAm,
      ende,
      norm: rule.norm,
      status,
      begruendung: [
        `Regel der Rechtsprechung, keine Frist des Gesetzes: Der Halter soll binnen ${dauerDativ(rule.value)} nach der Tat vom ${german(fall.tat.begangenAm)} von dem Vorwurf erfahren (${rule.norm}).`,
        asked === undefined
          ? 'Ein Zeugenfragebogen ist nicht vermerkt.'
          : `Zeugenfragebogen am ${german(asked.am)} versandt${asked.zugangAm === undefined ? '; der Tag des Zugangs ist nicht angegeben' : `, zugegangen am ${german(asked.zugangAm)}`}.`,
        'Eine Überschreitung schadet nicht, wenn der Halter auch rechtzeitig befragt nicht mehr hätte sagen können oder wollen.',
      ],
      ...(bySending && asked.zugangAm !== undefined && !byReceipt
        ? withReadings([
            { text: wahlen['halter-zugang'].gewaehlt, ende, gewaehlt: true, norm: rule.norm },
            { text: wahlen['halter-zugang'].andere, ende, gewaehlt: false, norm: rule.norm },
          ])
        : {}),
    }),
  ];
};

/** Six months for which the Fahrtenbuch is kept after the time for which it had to be led (§ 31a (3) StVZO). */
const keeping = (fall: Fall): readonly Frist[] => {
  const ordered = last(fall, 'fahrtenbuch-angeordnet');
  if (ordered?.bis === undefined) return [];
  const rule = ruleAt(periodRules, 'fahrtenbuch-aufbewahrung', ordered.bis);
  const ende = verjaehrungsende(addDays(ordered.bis, 1), rule.value);
  return [
    frist('fahrtenbuch-aufbewahrung', 'letzter-tag', {
      beginn: ordered.bis,
      ende,
      norm: rule.norm,
      status: fall.stichtag > ende ? 'abgelaufen' : 'laeuft',
      begruendung: [
        `Das Fahrtenbuch ist bis ${german(ordered.bis)} zu führen und ${dauerText(rule.value)} danach aufzubewahren, bis ${german(ende)} (${rule.norm}).`,
      ],
    }),
  ];
};

/** Dates that concern the Halter (§ 31a StVZO). */
export const fahrtenbuch = (fall: Fall): readonly Frist[] => [...question(fall), ...keeping(fall)];
