import { moveOf, type Schwere, type Zug } from '../law/order.ts';
import { type Ordnungsregel, stateRules } from '../law/order-rules.ts';
import { requestKinds } from '../law/requests.ts';
import { stages } from '../law/stages.ts';
import { german } from '../time/calendar.ts';
import type { Case } from './case.ts';
import { finding, type Ordnungsbefund } from './finding.ts';
import { type Ersuchen, waits } from './requests.ts';
import { type Schritt, textOf } from './step.ts';

const broken = (
  { rule, norm, schwere }: Ordnungsregel,
  text: string,
  severity: Schwere = schwere,
  provision = norm,
): Ordnungsbefund[] => [finding(rule, provision, severity, text)];

const stage = (read: Case, move: Zug): Ordnungsbefund[] => {
  if (move.in === undefined || read.stand === 'unbekannt' || move.in.includes(read.stand)) return [];
  const text = `${move.was} (${move.nummer}) ist im Stand „${stages[read.stand]}“ nicht vorgesehen.`;
  return broken(stateRules.stand, text, undefined, move.norm);
};

/** Who holds the case, and whether its file is on its way to another authority. */
const holder = (read: Case, move: Zug, step: Schritt): Ordnungsbefund[] => {
  const { zustaendig, eingefroren, abgegebenVon } = read;
  const leads = move.von === 'aktenfuehrend' || move.von === 'aktenfuehrend-oder-justiz';
  if (!leads || step.von === undefined) return [];
  if (move.gesperrt === true && eingefroren?.behoerde === step.von && eingefroren.rueckweisung === undefined) {
    const text = `${move.was} (${move.nummer}) kommt aus einer Akte, deren Abgabe seit ${german(eingefroren.seit)} läuft und noch nicht beantwortet ist.`;
    // written on a day before, it may only have travelled longer than the request
    const certain = eingefroren.gelesen && step.am >= eingefroren.seit;
    return broken(stateRules.gesperrt, text, certain ? 'error' : 'warning');
  }
  if (zustaendig === undefined || zustaendig === step.von) return [];
  if (abgegebenVon.includes(step.von)) {
    return broken(stateRules.zustaendig, `Das Verfahren führt seit der Übernahme ${zustaendig}, nicht ${step.von}.`);
  }
  if (move.von === 'aktenfuehrend-oder-justiz') return [];
  return broken(stateRules.fuehrung, `Nach den gesehenen Nachrichten führt ${zustaendig} das Verfahren.`);
};

const ENDED: readonly string[] = ['abgebrochen', 'zurueckgenommen', 'abgewiesen'];
const TRANSFER: readonly string[] = ['1210', '1230'];

/** Whether such an answer may come again. */
const repeatable = (request: Ersuchen, nummer: string): boolean => {
  const kind = requestKinds.find((one) => one.nummer === request.nummer);
  return kind?.inTeilen === true || kind?.zwischen.includes(nummer) === true;
};

/** An answer comes from whom was asked, to a request that still waits. */
const reply = (read: Case, move: Zug, step: Schritt): Ordnungsbefund[] => {
  if (move.von !== 'gefragt' || move.nach === undefined) return [];
  const request = read.requests.answeredBy(step);
  if (request === undefined) {
    const asked = step.bezug !== undefined && read.history.some((past) => move.nach?.includes(past.nummer) === true);
    const known = read.history.some(({ uuid }) => uuid?.toLowerCase() === step.bezug?.toLowerCase());
    return asked && !known
      ? broken(stateRules.bezug, `${move.was} (${move.nummer}) bezieht sich auf eine Nachricht, die hier fehlt.`)
      : [];
  }
  const found: Ordnungsbefund[] = [];
  // who has taken over the case answers in place of who was asked
  if (step.von !== undefined && request.an !== undefined && ![request.an, read.zustaendig].includes(step.von)) {
    const unread = read.history.some((past) => past.nummer === '0110' && textOf(past, 'betrifftUUID') === undefined);
    const text = `${move.was} (${move.nummer}) kommt von ${step.von}; das Ersuchen ${request.nummer} vom ${german(request.am)} ging an ${request.an}.`;
    found.push(...broken(stateRules.fremd, text, unread ? 'warning' : 'error'));
  }
  if (waits(request)) return found;
  const what = `Das Ersuchen ${request.nummer} vom ${german(request.am)}`;
  if (TRANSFER.includes(request.nummer)) {
    return [...found, ...broken(stateRules.abgabeEntschieden, `${what} ist schon entschieden oder zurückgenommen.`)];
  }
  if (ENDED.includes(request.stand)) return [...found, ...broken(stateRules.spaet, `${what} ist ${ended(request)}.`)];
  return repeatable(request, move.nummer)
    ? found
    : [...found, ...broken(stateRules.doppelt, `${what} ist schon beantwortet.`)];
};

const ended = ({ stand }: Ersuchen): string =>
  stand === 'zurueckgenommen' ? 'zurückgenommen' : stand === 'abgewiesen' ? 'abgewiesen' : 'abgebrochen';

/** Who asked may take back or remind, and who has taken over the case since. */
const withdrawal = (read: Case, move: Zug, step: Schritt): Ordnungsbefund[] => {
  if (move.von !== 'fragend') return [];
  const uuid = textOf(step, 'betrifftUUID')?.toLowerCase();
  const request = read.requests.list.find((one) => uuid !== undefined && one.uuid?.toLowerCase() === uuid);
  if (request === undefined) return [];
  const what = `das Ersuchen ${request.nummer} vom ${german(request.am)}`;
  const own = step.von === undefined || request.von === undefined || step.von === request.von;
  if (!own && step.von !== read.zustaendig) {
    return broken(
      stateRules.ruecknahmeFremd,
      `${move.was} (${move.nummer}) betrifft ${what}, das nicht von ${step.von} stammt.`,
    );
  }
  return waits(request)
    ? []
    : broken(stateRules.ruecknahmeSpaet, `${move.was} (${move.nummer}) betrifft ${what}; es ist nicht mehr offen.`);
};

/** What the state machine says against a message: stage, holder, frozen file, requests. */
export const stateFindings = (read: Case, step: Schritt): readonly Ordnungsbefund[] => {
  const move = moveOf(step.nummer);
  if (move === undefined) return [];
  return [
    ...stage(read, move),
    ...holder(read, move, step),
    ...reply(read, move, step),
    ...withdrawal(read, move, step),
  ];
};
