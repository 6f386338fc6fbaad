import { absoluteRules, limitationRules } from '../../law/limitation.ts';
import { ruleAt } from '../../law/rule.ts';
import { addDays, type Datum, daysBetween, earliest, german, latest } from '../../time/calendar.ts';
import { type Dauer, dauerDativ, verjaehrungsende } from '../../time/periods.ts';
import type { Fall } from '../input/input.ts';
import type { Akt } from './limitation-acts.ts';

/** Course of limitation through all acts. */
export interface Verlauf {
  readonly ersterTag: Datum;
  /** null while limitation rests without a known end or is suspended by a judgment */
  readonly ende: Datum | null;
  readonly absolut: Datum | null;
  /** period that runs at the end of the course */
  readonly dauer: Dauer;
  readonly zustand: 'laeuft' | 'ruht' | 'gehemmt';
}

const times = ({ zahl, ...rest }: Dauer, factor: number): Dauer => ({ ...rest, zahl: factor * zahl });

/**
 * Walks through the acts: each one finds limitation running, or too late and then without effect.
 *
 * @param steps receives one German sentence per step; without it no text is made
 */
export const reckon = (fall: Fall, acts: readonly Akt[], steps?: string[]): Verlauf => {
  const say = steps === undefined ? undefined : (text: string) => steps.push(text);
  const { beginn, norm } = fall.tat;
  const rule = ruleAt(limitationRules, norm, beginn);
  const cap = ruleAt(absoluteRules, 'absolut', beginn);
  const limitOf = (statutory: Dauer): Datum =>
    latest(
      verjaehrungsende(beginn, times(statutory, cap.value.vielfaches)),
      verjaehrungsende(beginn, cap.value.mindestens),
    );
  let statutoryLimit = limitOf(rule.value.nachher);
  let restedDays = 0;
  let dauer = rule.value.vorher;
  let ersterTag = beginn;
  /** end of the running period, before the absolute limit */
  let frei = verjaehrungsende(beginn, dauer);
  let resting = 0;
  let restsSince = beginn;
  let suspended = false;
  const absolute = (): Datum => addDays(statutoryLimit, restedDays);
  const end = (): Datum => earliest(frei, absolute());
  const capped = (): string => (absolute() < frei ? `, begrenzt durch ${cap.norm}` : '');
  say?.(
    `Die Verjährung beginnt mit Beendigung der Tat${fall.tat.beginn === fall.tat.begangenAm ? '' : ' oder dem späteren Erfolg'} am ${german(beginn)}; dieser Tag zählt mit (§ 31 Abs. 3 OWiG). Die Frist von ${dauerDativ(dauer)} endet mit Ablauf des ${german(end())} (${rule.norm}); Wochenende und Feiertag verschieben sie nicht.`,
  );
  for (const act of acts) {
    if (act.wirkung === 'ohne') {
      say?.(`${act.text().replace(/\.$/, '')} (${act.norm}).`);
      continue;
    }
    if (suspended) continue;
    if (resting === 0 && act.am > end()) {
      say?.(
        `${act.text()}: ohne Wirkung, die Verfolgung war mit Ablauf des ${german(end())} verjährt (§ 31 Abs. 1 OWiG).`,
      );
      continue;
    }
    switch (act.wirkung) {
      case 'hemmt':
        suspended = true;
        say?.(
          `${act.text()}: Die Frist läuft nicht vor dem rechtskräftigen Abschluss des Verfahrens ab (${act.norm}).`,
        );
        break;
      case 'kuerzt':
        if (dauer === rule.value.vorher) break;
        dauer = rule.value.vorher;
        frei = latest(act.am, earliest(frei, verjaehrungsende(ersterTag, dauer)));
        say?.(
          `${act.text()}: Es gilt wieder die Frist von ${dauerDativ(dauer)}; sie endet mit Ablauf des ${german(end())} (${act.norm}).`,
        );
        break;
      case 'ruht-ab':
        if (resting === 0) restsSince = act.am;
        resting += 1;
        say?.(`${act.text()}: Die Verjährung ruht (${act.norm}).`);
        break;
      case 'ruht-bis': {
        if (resting === 0) break;
        resting -= 1;
        restedDays += act.absolutTage ?? 0;
        const days = Math.max(0, daysBetween(restsSince, act.am));
        if (act.neu === true) {
          ersterTag = act.am;
          frei = verjaehrungsende(act.am, dauer);
        } else frei = addDays(frei, days);
        restsSince = act.am;
        say?.(
          `${act.text()}: ${days} ${days === 1 ? 'Tag' : 'Tage'} Ruhen${act.neu === true ? ', die Frist beginnt von neuem' : ''}; sie endet mit Ablauf des ${german(end())}${capped()} (${act.norm}).`,
        );
        break;
      }
      case 'unterbricht': {
        if (act.ergangen === true) dauer = rule.value.nachher;
        if (act.straffrist !== undefined) statutoryLimit = latest(statutoryLimit, limitOf(act.straffrist));
        ersterTag = act.am;
        if (resting > 0) restsSince = act.am;
        frei = verjaehrungsende(act.am, dauer);
        say?.(
          `${act.text()} unterbricht (${act.norm}). Die Frist von ${dauerDativ(dauer)} beginnt von neuem und endet mit Ablauf des ${german(end())}${capped()} (§ 33 Abs. 3 Satz 1 OWiG).`,
        );
        break;
      }
    }
  }
  const zustand = suspended ? 'gehemmt' : resting > 0 ? 'ruht' : 'laeuft';
  const open = zustand !== 'laeuft';
  return { ersterTag, ende: open ? null : end(), absolut: open ? null : absolute(), dauer, zustand };
};
