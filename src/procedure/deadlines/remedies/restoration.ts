import { periodRules } from '../../law/periods.ts';
import { ruleAt } from '../../law/rule.ts';
import { type Datum, german } from '../../time/calendar.ts';
import { fristende } from '../../time/periods.ts';
import { following, last } from '../file-search.ts';
import { actStatus, type Frist, frist } from '../frist.ts';
import type { Fall } from '../input/input.ts';
import type { Kraft } from './finality.ts';
import type { Einspruch } from './objection.ts';

/** Day on which Wiedereinsetzung was granted, by the authority or by the court that lifted its refusal. */
export const wiedereinsetzungAm = (fall: Fall): Datum | undefined => {
  const granted = last(fall, 'wiedereinsetzung-gewaehrt')?.am;
  const refused = last(fall, 'wiedereinsetzung-verworfen');
  const ruling = refused === undefined ? undefined : following(fall, refused, 'gerichtliche-entscheidung');
  const byCourt = ruling?.ergebnis === 'aufgehoben' ? ruling.am : undefined;
  return granted === undefined || (byCourt !== undefined && byCourt > granted) ? byCourt : granted;
};

/** The provision under which Wiedereinsetzung was granted: against the Einspruchsfrist, an order, or a judgment in absence. */
export const wiedereinsetzungsnorm = (fall: Fall, restored: Datum): string => {
  const against = fall.ereignisse.findLast(
    ({ typ, am }) => am < restored && (typ === 'urteil-erster-instanz' || typ === 'beschluss-72'),
  );
  if (against === undefined) return '§ 52 OWiG';
  return against.typ === 'beschluss-72' ? '§ 72 Abs. 2 Satz 2 OWiG' : '§ 74 Abs. 4 OWiG';
};

/** The file up to the first decision of a court: what comes later concerns that decision, not the Einspruchsfrist. */
const beforeCourt = (fall: Fall): Fall => {
  const at = fall.ereignisse.findIndex(({ typ }) => typ === 'urteil-erster-instanz' || typ === 'beschluss-72');
  return at < 0 ? fall : { ...fall, ereignisse: fall.ereignisse.slice(0, at) };
};

/** Application for Wiedereinsetzung: one week from the end of the obstacle (§ 52 (1) OWiG, § 45 (1) StPO). */
export const wiedereinsetzungsantrag = (
  whole: Fall,
  einspruch: Einspruch | undefined,
  ende: Datum,
): readonly Frist[] => {
  const fall = beforeCourt(whole);
  const obstacle = last(fall, 'hindernis-weggefallen')?.am;
  const asked = last(fall, 'wiedereinsetzung-beantragt');
  const granted = wiedereinsetzungAm(fall);
  const late = einspruch !== undefined && !einspruch.rechtzeitig;
  if (obstacle === undefined && asked === undefined && granted === undefined && !late) return [];
  const rule = ruleAt(periodRules, 'wiedereinsetzung', obstacle ?? asked?.am ?? ende);
  if (obstacle === undefined) {
    return [
      frist('wiedereinsetzungsantrag', 'letzter-tag', {
        beginn: null,
        ende: null,
        norm: rule.norm,
        status: granted === undefined ? 'bedingt' : 'gewahrt',
        begruendung: [
          'Eine Woche nach Wegfall des Hindernisses; dessen Tag ist nicht angegeben.',
          ...(granted === undefined
            ? []
            : [`Wiedereinsetzung am ${german(granted)} gewährt; das ist nicht anfechtbar (§ 46 Abs. 2 StPO).`]),
        ],
      }),
    ];
  }
  const reckoned = fristende(obstacle, rule.value, fall.ort);
  const made =
    (einspruch !== undefined && einspruch.ereignis.am <= reckoned.ende) || asked?.handlungNachgeholt === true;
  const act = made ? (asked?.am ?? einspruch?.ereignis.am) : undefined;
  const status = granted !== undefined ? 'gewahrt' : actStatus(fall.stichtag, reckoned.ende, act);
  return [
    frist('wiedereinsetzungsantrag', 'letzter-tag', {
      beginn: obstacle,
      ende: reckoned.ende,
      norm: rule.norm,
      status,
      begruendung: [
        `Das Hindernis fiel am ${german(obstacle)} weg.`,
        ...reckoned.begruendung,
        made
          ? 'Der Einspruch ist in dieser Frist nachgeholt (§ 45 Abs. 2 Satz 2 StPO).'
          : 'In derselben Frist ist der Einspruch nachzuholen (§ 45 Abs. 2 Satz 2 StPO).',
        ...(granted === undefined
          ? [
              'Der Antrag hemmt die Vollstreckung nicht; ein Aufschub kann angeordnet werden (§ 47 StPO, § 52 Abs. 2 OWiG).',
            ]
          : [`Wiedereinsetzung am ${german(granted)} gewährt; das ist nicht anfechtbar (§ 46 Abs. 2 StPO).`]),
      ],
    }),
  ];
};

/** Wiedereinsetzung undoes Rechtskraft until it comes anew by a statement, a withdrawal or a decision of the court. */
export const afterRestoration = (fall: Fall, base: Kraft, restored: Datum, anew: Kraft): Kraft => {
  const later = [last(fall, 'rechtskraft')?.am, last(fall, 'einspruch-zurueckgenommen')?.am].find(
    (day) => day !== undefined && day > restored,
  );
  const undone = `Wiedereinsetzung am ${german(restored)} gewährt: Die Rechtskraft ist beseitigt (${wiedereinsetzungsnorm(fall, restored)}, §§ 44–47 StPO); Vollstreckung und Mitteilungen sind zurückzurufen.`;
  if (later !== undefined) {
    const status = later <= fall.stichtag ? 'eingetreten' : 'bedingt';
    return { tag: later, status, grund: [undone, `Danach rechtskräftig am ${german(later)} (§ 89 OWiG).`] };
  }
  if (anew.tag !== undefined && anew.tag > restored) return { ...anew, grund: [undone, ...anew.grund] };
  return { status: 'aufgehoben', grund: [...base.grund, undone] };
};
