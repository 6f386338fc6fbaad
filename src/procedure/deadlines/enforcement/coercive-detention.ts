import { euro } from '../../amounts/costs.ts';
import { detentionRules } from '../../law/detention.ts';
import { ruleAt } from '../../law/rule.ts';
import { addMonths, daysBetween, german } from '../../time/calendar.ts';
import { dauerText, rawEnd } from '../../time/periods.ts';
import { following, last } from '../file-search.ts';
import { type Frist, frist, type Status, type Voraussetzung } from '../frist.ts';
import { type Ereignistyp, eventText } from '../input/events.ts';
import type { Fall } from '../input/input.ts';
import { type Basis, condition } from './final-decision.ts';
import { angehalten, faelligkeit, wartezeitEnde } from './payment.ts';

type Ergebnis = Voraussetzung['ergebnis'];

const condition96 = (nummer: number, text: string, ergebnis: Ergebnis, grund: string): Voraussetzung => ({
  text,
  norm: `§ 96 Abs. 1 Nr. ${nummer} OWiG`,
  ergebnis,
  grund,
});

const unpaid = ({ zahlung }: Basis): Voraussetzung => {
  const text = 'Die Geldbuße oder der Teilbetrag ist nicht gezahlt';
  const { offeneGeldbusse: open, vollstaendig, am, gezahlt } = zahlung;
  if (vollstaendig || open === 0) {
    const when = am === undefined ? 'mit den eingegangenen Zahlungen' : `am ${german(am)}`;
    return condition96(
      1,
      text,
      'nicht-erfuellt',
      `Die Geldbuße ist ${when} gezahlt; wegen der Kosten gibt es keine Erzwingungshaft.`,
    );
  }
  if (open === undefined && gezahlt > 0)
    return condition96(1, text, 'offen', 'Es ist gezahlt, aber die Höhe der Geldbuße ist nicht angegeben.');
  return condition96(
    1,
    text,
    'erfuellt',
    open === undefined || gezahlt === 0
      ? 'Die Ereignisse enthalten keine Zahlung auf den Bescheid.'
      : `Offen sind ${euro(open)} Geldbuße.`,
  );
};

/** A claim of inability counts until it is examined and denied. */
const inability = (fall: Fall, ...typen: readonly Ereignistyp[]): string | undefined => {
  const claim = last(fall, ...typen);
  if (claim === undefined || following(fall, claim, 'zahlungsunfaehigkeit-widerlegt') !== undefined) return undefined;
  return `${eventText(claim.typ)} am ${german(claim.am)}.`;
};

const notShown = ({ fall, tag }: Basis): Voraussetzung => {
  const text = 'Zahlungsunfähigkeit ist nicht dargetan';
  const shown = inability(fall, 'zahlungsunfaehigkeit-dargetan');
  if (shown !== undefined) return condition96(2, text, 'nicht-erfuellt', shown);
  const from = wartezeitEnde(fall, tag);
  return from === undefined || fall.stichtag < from
    ? condition96(2, text, 'offen', 'Die Frist, sie darzutun, läuft noch (§ 66 Abs. 2 Nr. 2 OWiG).')
    : condition96(
        2,
        text,
        'erfuellt',
        'Die Ereignisse enthalten keine solche Erklärung, oder sie ist geprüft und verneint.',
      );
};

const instructed = ({ inhalt }: Basis): Voraussetzung => {
  const text = 'Die Person ist nach § 66 Abs. 2 Nr. 3 OWiG über die Erzwingungshaft belehrt';
  if (inhalt.belehrungErzwingungshaft === undefined)
    return condition96(
      3,
      text,
      'offen',
      'Ob der Bescheid die Belehrung enthält, ist nicht angegeben (belehrungErzwingungshaft).',
    );
  return inhalt.belehrungErzwingungshaft
    ? condition96(3, text, 'erfuellt', 'Die Entscheidung enthält die Belehrung.')
    : condition96(3, text, 'nicht-erfuellt', 'Die Entscheidung enthält die Belehrung nicht.');
};

const unknown = ({ fall }: Basis): Voraussetzung => {
  const text = 'Keine Umstände sind bekannt, die Zahlungsunfähigkeit ergeben';
  const known = inability(fall, 'zahlungsunfaehigkeit-bekannt', 'vollstreckung-unterbleibt');
  return known === undefined
    ? condition96(4, text, 'erfuellt', 'Die Ereignisse enthalten keine solchen Umstände.')
    : condition96(4, text, 'nicht-erfuellt', known);
};

/** What the order of a court is to be measured by. */
const orderNotes = (fall: Fall): { readonly verbraucht: boolean; readonly saetze: readonly string[] } => {
  const order = last(fall, 'erzwingungshaft-angeordnet');
  if (order === undefined) return { verbraucht: false, saetze: [] };
  const rule = ruleAt(detentionRules, 'erzwingungshaft', order.am);
  const several = order.mehrereGeldbussen === true;
  const most = several ? rule.value.mehrere : rule.value.eineGeldbusse;
  const limit = daysBetween(
    order.am,
    most.einheit === 'monate' ? addMonths(order.am, most.zahl) : rawEnd(order.am, most),
  );
  const served = following(fall, order, 'erzwingungshaft-vollzogen');
  return {
    verbraucht: true,
    saetze: [
      `Erzwingungshaft am ${german(order.am)} angeordnet${order.tage === undefined ? '' : `, ${order.tage} Tage`}; wegen desselben Betrages nicht noch einmal (§ 96 Abs. 3 Satz 3 OWiG).`,
      ...(order.tage !== undefined && order.tage > limit
        ? [`Mehr als das Höchstmaß von ${dauerText(most)} (${limit} Tage): Die Anordnung ist zu prüfen (${rule.norm}).`]
        : []),
      ...(served === undefined ? [] : [`Vollzogen am ${german(served.am)}; die Geldbuße bleibt geschuldet.`]),
    ],
  };
};

/** Erzwingungshaft: earliest day and the four conditions of § 96 (1) OWiG, each with the event that shows it. */
export const erzwingungshaft = (basis: Basis): readonly Frist[] => {
  const { fall, tag, behelf, inhalt } = basis;
  if (inhalt.geldbusse === 0) return [];
  const rule = ruleAt(detentionRules, 'erzwingungshaft', tag);
  const from = wartezeitEnde(fall, tag);
  const voraussetzungen = [unpaid(basis), notShown(basis), instructed(basis), unknown(basis)];
  const order = orderNotes(fall);
  const allMet = voraussetzungen.every((one) => one.ergebnis === 'erfuellt');
  const paid = voraussetzungen[0]?.ergebnis === 'nicht-erfuellt';
  const halt = angehalten(fall);
  const status: Status =
    paid || order.verbraucht
      ? 'erledigt'
      : from === undefined || halt !== undefined
        ? 'ruht'
        : behelf.eingetreten && fall.stichtag >= from && allMet
          ? 'eingetreten'
          : 'bedingt';
  return [
    frist('erzwingungshaft-ab', 'ab', {
      beginn: faelligkeit(fall, tag).am ?? null,
      ende: from ?? null,
      norm: '§ 96 Abs. 1, § 95 Abs. 1 OWiG',
      status,
      begruendung: [
        'Nicht vor Ablauf der Frist des § 95 Abs. 1 OWiG, auch wenn sich die Person der Zahlung entziehen will; das Gericht ordnet sie auf Antrag der Vollstreckungsbehörde an (§ 96 Abs. 1 OWiG).',
        `Höchstens ${dauerText(rule.value.eineGeldbusse)} wegen einer Geldbuße, ${dauerText(rule.value.mehrere)} wegen mehrerer in einer Entscheidung (${rule.norm}).`,
        'Zahlung wendet sie jederzeit ab (§ 97 Abs. 2 OWiG); sie tilgt die Geldbuße nicht. Bei Jugendlichen und Heranwachsenden gilt § 98 OWiG.',
        ...order.saetze,
        ...(halt === undefined ? [] : [halt]),
        ...condition(basis),
      ],
      voraussetzungen,
    }),
  ];
};
