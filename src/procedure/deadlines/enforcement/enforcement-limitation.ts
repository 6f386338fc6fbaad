import { euro } from '../../amounts/costs.ts';
import { enforcementLimitationRules } from '../../law/limitation.ts';
import { ruleAt } from '../../law/rule.ts';
import { addDays, german } from '../../time/calendar.ts';
import { dauerText, verjaehrungsende } from '../../time/periods.ts';
import { type Frist, frist, withReadings, zweiLesarten } from '../frist.ts';
import { type Basis, condition, running } from './final-decision.ts';
import { hinausgeschoben, spannen } from './rest.ts';

/** Limitation of enforcement by the Geldbuße, with its rests (§ 34 OWiG). */
export const vollstreckungsverjaehrung = (basis: Basis): Frist => {
  const { fall, tag, inhalt, zahlung, behelf } = basis;
  const rule = ruleAt(enforcementLimitationRules, 'vollstreckung', tag);
  const { bisCent, dauer: short, darueber } = rule.value;
  const { geldbusse } = inhalt;
  const dauer = geldbusse !== undefined && geldbusse > bisCent ? darueber : short;
  const base = verjaehrungsende(tag, dauer);
  const rests = [
    ...spannen(fall, 'vollstreckung-gehindert', 'vollstreckung-wieder-moeglich'),
    ...spannen(fall, 'vollstreckung-ausgesetzt', 'vollstreckung-fortgesetzt'),
    ...spannen(fall, 'zahlungserleichterung-bewilligt', 'zahlungserleichterung-beendet'),
  ];
  const { ende, saetze } = hinausgeschoben(tag, base, rests, 'Sie ruht (§ 34 Abs. 4 OWiG)');
  const norm = '§ 34 OWiG';
  return frist('vollstreckungsverjaehrung', 'letzter-tag', {
    beginn: tag,
    ende: ende ?? null,
    norm,
    status: ende === undefined && !zahlung.vollstaendig && behelf.eingetreten ? 'ruht' : running(basis, ende ?? null),
    begruendung: [
      geldbusse === undefined
        ? 'Die Höhe der Geldbuße ist nicht angegeben; es wird die kürzere Frist angenommen.'
        : `Geldbuße ${euro(geldbusse)}: ${dauerText(dauer)} (${rule.norm}).`,
      `Beginn mit der Rechtskraft am ${german(tag)}, dieser Tag zählt mit; Ende ohne Ruhen am ${german(base)} (§ 34 Abs. 3 OWiG).`,
      ...saetze,
      'Die Kosten verjähren nach Kostenrecht, nicht nach § 34 OWiG.',
      ...condition(basis),
    ],
    ...(ende === undefined ? {} : withReadings(zweiLesarten('rechtskraft-zaehlt', ende, addDays(ende, 1)))),
  });
};
