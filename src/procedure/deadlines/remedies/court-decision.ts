import { euro } from '../../amounts/costs.ts';
import { periodRules } from '../../law/periods.ts';
import { ruleAt } from '../../law/rule.ts';
import { thresholdRules } from '../../law/thresholds.ts';
import { type Datum, german, latest } from '../../time/calendar.ts';
import { fristende } from '../../time/periods.ts';
import { all, following, last } from '../file-search.ts';
import { actStatus, type Frist, frist } from '../frist.ts';
import { type Ereignis, type Ereignistyp, eventText } from '../input/events.ts';
import type { Fall } from '../input/input.ts';

/** A decision against which a period runs from its Zustellung. */
interface Behelf {
  readonly typ: Ereignistyp;
  readonly name: Frist['name'];
  readonly rule: string;
  /** event that keeps the period */
  readonly gewahrtDurch: Ereignistyp;
  readonly nur?: (event: Ereignis) => boolean;
}

const APPLICATION = 'gerichtliche-entscheidung-beantragt';
const inAbsence = (event: Ereignis): boolean => event.inAbwesenheit === true || event.entscheidung === 'verwerfung';

const BEHELFE: readonly Behelf[] = [
  {
    typ: 'einspruch-verworfen',
    name: 'gerichtliche-entscheidung',
    rule: 'gerichtliche-entscheidung',
    gewahrtDurch: APPLICATION,
  },
  {
    typ: 'wiedereinsetzung-verworfen',
    name: 'gerichtliche-entscheidung',
    rule: 'gerichtliche-entscheidung-wiedereinsetzung',
    gewahrtDurch: APPLICATION,
  },
  {
    typ: 'einspruch-verworfen-gericht',
    name: 'sofortige-beschwerde',
    rule: 'sofortige-beschwerde-70',
    gewahrtDurch: 'sofortige-beschwerde-eingelegt',
  },
  { typ: 'hinweis-72', name: 'widerspruch-72', rule: 'widerspruch-72', gewahrtDurch: 'widerspruch-72' },
  {
    typ: 'beschluss-72',
    name: 'wiedereinsetzung-gericht',
    rule: 'wiedereinsetzung-72',
    gewahrtDurch: 'wiedereinsetzung-beantragt',
  },
  {
    typ: 'urteil-erster-instanz',
    name: 'wiedereinsetzung-gericht',
    rule: 'wiedereinsetzung-74',
    gewahrtDurch: 'wiedereinsetzung-beantragt',
    nur: inAbsence,
  },
  {
    typ: 'kostenbescheid-erlassen',
    name: 'kosten-rechtsbehelf',
    rule: 'kosten-rechtsbehelf',
    gewahrtDurch: APPLICATION,
  },
  {
    typ: 'kostenfestsetzung-erlassen',
    name: 'kosten-rechtsbehelf',
    rule: 'kosten-rechtsbehelf',
    gewahrtDurch: APPLICATION,
  },
  {
    typ: 'halterkostenbescheid-erlassen',
    name: 'halterkosten-rechtsbehelf',
    rule: 'halterkosten',
    gewahrtDurch: APPLICATION,
  },
  {
    typ: 'erzwingungshaft-angeordnet',
    name: 'sofortige-beschwerde',
    rule: 'sofortige-beschwerde',
    gewahrtDurch: 'sofortige-beschwerde-eingelegt',
  },
];

/** What else the file note has to say on a remedy. */
const addition = (fall: Fall, event: Ereignis): readonly string[] => {
  switch (event.typ) {
    case 'kostenfestsetzung-erlassen': {
      // the law of the day on which the decision of the court reaches its office (§ 133 (2a) OWiG)
      const ruled = following(fall, event, 'gerichtliche-entscheidung')?.am ?? latest(fall.stichtag, event.am);
      const limit = ruleAt(thresholdRules, 'kostenbeschwerde', ruled);
      return [
        `Gegen die Entscheidung des Gerichts ist sofortige Beschwerde zulässig, wenn der Beschwerdewert ${euro(limit.value)} übersteigt (${limit.norm}).`,
      ];
    }
    case 'kostenbescheid-erlassen':
      return ['Die Entscheidung des Gerichts ist nicht anfechtbar (§ 62 Abs. 2 Satz 3 OWiG).'];
    case 'halterkostenbescheid-erlassen':
      return ['Die Kostenentscheidung des Gerichts ist nicht anfechtbar (§ 25a Abs. 3 Satz 3 StVG).'];
    case 'hinweis-72':
      return ['Ein späterer Widerspruch ist unbeachtlich (§ 72 Abs. 2 Satz 1 OWiG).'];
    case 'erzwingungshaft-angeordnet':
      return ['Andere Entscheidungen bei der Vollstreckung sind nicht anfechtbar (§ 104 Abs. 3 Satz 2 OWiG).'];
    default:
      return [];
  }
};

/** The last day against a rejection of the Einspruch, by the authority (§ 62 OWiG) or by the court (§ 70 (2) OWiG). */
export const verwerfungEnde = (fall: Fall, event: Ereignis): Datum =>
  behelfsende(
    fall,
    event,
    event.typ === 'einspruch-verworfen-gericht' ? 'sofortige-beschwerde-70' : 'gerichtliche-entscheidung',
  );

/** The last day against one decision; without its Zustellung the earliest there can be. */
const behelfsende = (fall: Fall, event: Ereignis, rule: string): Datum =>
  fristende(event.zugestelltAm ?? event.am, ruleAt(periodRules, rule, event.am).value, fall.ort).ende;

const entry = (fall: Fall, { name, rule: id, gewahrtDurch }: Behelf, event: Ereignis): Frist => {
  const rule = ruleAt(periodRules, id, event.am);
  const known = event.zugestelltAm !== undefined;
  const beginn = event.zugestelltAm ?? event.am;
  const { ende, begruendung } = fristende(beginn, rule.value, fall.ort);
  const granted =
    name === 'wiedereinsetzung-gericht' ? following(fall, event, 'wiedereinsetzung-gewaehrt')?.am : undefined;
  const act = following(fall, event, gewahrtDurch)?.am;
  return frist(name, 'letzter-tag', {
    beginn,
    ende,
    norm: rule.norm,
    status:
      granted !== undefined ? 'gewahrt' : known || act !== undefined ? actStatus(fall.stichtag, ende, act) : 'bedingt',
    begruendung: [
      ...(granted === undefined ? [] : [`Wiedereinsetzung am ${german(granted)} gewährt (§ 46 Abs. 2 StPO).`]),
      known
        ? `${eventText(event.typ)} am ${german(event.am)}, zugestellt am ${german(beginn)}.`
        : `${eventText(event.typ)} am ${german(event.am)}; der Tag der Zustellung ist nicht angegeben, früher als so endet die Frist nicht.`,
      ...begruendung,
      ...addition(fall, event),
    ],
  });
};

/** Periods against decisions of authority and court other than Einspruch and Rechtsbeschwerde (§§ 52, 62, 69, 72, 74, 104, 108 OWiG, § 25a StVG). */
export const rechtsbehelfe = (fall: Fall): readonly Frist[] =>
  BEHELFE.flatMap((behelf) => {
    const event = behelf.name === 'kosten-rechtsbehelf' ? undefined : last(fall, behelf.typ);
    const events = behelf.name === 'kosten-rechtsbehelf' ? all(fall, behelf.typ) : event === undefined ? [] : [event];
    return events.filter((one) => behelf.nur?.(one) ?? true).map((one) => entry(fall, behelf, one));
  });
