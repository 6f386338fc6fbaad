import { addDays, type Datum, german, latest } from '../../time/calendar.ts';
import { following, last } from '../file-search.ts';
import { type Frist, frist, type Lesart, type Status, withReadings, zweiLesarten } from '../frist.ts';
import type { Fall } from '../input/input.ts';
import { instanzOf } from './appeal.ts';
import type { Bescheid, Einspruch } from './objection.ts';

/** Rechtskraft and why. */
export interface Kraft {
  /** day with whose beginning the decision is final; missing while it is not to be told */
  readonly tag?: Datum;
  readonly status: Status;
  readonly grund: readonly string[];
  readonly hinweise?: readonly string[];
  readonly lesarten?: readonly Lesart[];
}

const reached = (fall: Fall, day: Datum): Status => (day <= fall.stichtag ? 'eingetreten' : 'bedingt');

const on = (fall: Fall, tag: Datum, ...grund: readonly string[]): Kraft => ({ tag, status: reached(fall, tag), grund });

const NORM = '§§ 67, 89 OWiG';

/** Rechtskraft of a decision of the court, or why it is not final. */
const afterCourt = (fall: Fall): Kraft | undefined => {
  const instanz = instanzOf(fall);
  if (instanz === undefined) return undefined;
  const { entscheidung, ende, eingelegt } = instanz;
  const what = `Entscheidung des Gerichts vom ${german(entscheidung.am)}`;
  const waived = following(fall, entscheidung, 'rechtsmittelverzicht');
  if (waived !== undefined && eingelegt === undefined)
    return on(fall, waived.am, `${what}: Verzicht auf Rechtsmittel am ${german(waived.am)} (§ 302 StPO).`);
  if (eingelegt === undefined || (ende !== undefined && eingelegt.am > ende)) {
    if (ende === undefined)
      return {
        status: 'gehemmt',
        grund: [`${what}: noch nicht zugestellt, die Frist für die Rechtsbeschwerde läuft nicht.`],
      };
    return on(
      fall,
      addDays(ende, 1),
      `${what}: ohne rechtzeitige Rechtsbeschwerde rechtskräftig mit Ablauf des ${german(ende)} (§ 79 Abs. 3 OWiG, § 341 StPO).`,
      'Vorausgesetzt, auch die Staatsanwaltschaft hat kein Rechtsmittel eingelegt; ihr gegenüber kann die Frist später begonnen haben.',
    );
  }
  const dropped = following(fall, eingelegt, 'rechtsbeschwerde-zurueckgenommen');
  if (dropped !== undefined) {
    const day = ende === undefined ? dropped.am : latest(dropped.am, addDays(ende, 1));
    return on(fall, day, `${what}: Rechtsbeschwerde am ${german(dropped.am)} zurückgenommen (§ 302 StPO).`);
  }
  const rejected = following(fall, eingelegt, 'rechtsbeschwerde-verworfen');
  if (rejected !== undefined)
    return on(
      fall,
      addDays(rejected.am, 1),
      `${what}: Rechtsbeschwerde oder Antrag auf Zulassung am ${german(rejected.am)} verworfen; rechtskräftig mit Ablauf dieses Tages (§ 79 Abs. 3 OWiG, § 34a StPO).`,
    );
  return { status: 'gehemmt', grund: [`${what}: Rechtsbeschwerde am ${german(eingelegt.am)} eingelegt (§ 79 OWiG).`] };
};

/** An Einspruch that was filed anew after a withdrawal: whether that was still open is disputed. */
const anewAfterWithdrawal = (fall: Fall, { ereignis, zulaessig }: Einspruch): readonly Lesart[] => {
  const before = fall.ereignisse.slice(0, fall.ereignisse.indexOf(ereignis));
  const withdrawn = before.findLast((event) => event.typ === 'einspruch-zurueckgenommen');
  return withdrawn === undefined || !zulaessig ? [] : zweiLesarten('ruecknahme-verzicht', null, withdrawn.am);
};

/** A limited Einspruch: whether the rest becomes final alone is disputed. */
const partial = (einspruch: Einspruch, regular: Datum): readonly Lesart[] =>
  einspruch.ereignis.beschraenktAuf === undefined ? [] : zweiLesarten('teilrechtskraft', null, regular);

const withdrawal = (fall: Fall, withdrawn: Datum, regular: Datum): Kraft => {
  const day = latest(withdrawn, regular);
  const lesarten = withdrawn < regular ? zweiLesarten('ruecknahme-verzicht', day, withdrawn) : [];
  return {
    ...on(
      fall,
      day,
      `Einspruch am ${german(withdrawn)} zurückgenommen; rechtskräftig nicht vor Ablauf der Einspruchsfrist, am ${german(day)} (§ 67 Abs. 1 Satz 2 OWiG, § 302 StPO).`,
    ),
    lesarten,
  };
};

/** An admissible Einspruch is pending, withdrawn, decided by a court or, contrary to the dates, rejected. */
const contested = (fall: Fall, einspruch: Einspruch, regular: Datum, verwerfungEnde: Datum | undefined): Kraft => {
  const { ereignis, verworfen } = einspruch;
  const withdrawn = following(fall, ereignis, 'einspruch-zurueckgenommen')?.am;
  if (withdrawn !== undefined) return withdrawal(fall, withdrawn, regular);
  const stated = last(fall, 'rechtskraft')?.am;
  if (stated !== undefined && stated > ereignis.am)
    return on(fall, stated, `Nach Einspruch festgestellt: rechtskräftig am ${german(stated)} (§ 89 OWiG).`);
  if (verworfen !== undefined && verwerfungEnde !== undefined) {
    const asked = following(fall, verworfen, 'gerichtliche-entscheidung-beantragt', 'sofortige-beschwerde-eingelegt');
    const ruled = following(fall, verworfen, 'gerichtliche-entscheidung');
    const pending = asked !== undefined && asked.am <= verwerfungEnde && ruled === undefined;
    const hinweise = [
      'Nach den Daten der Akte war der verworfene Einspruch rechtzeitig und formgerecht; die Verwerfung ist zu prüfen (§ 69 Abs. 1, § 70 OWiG).',
    ];
    if (pending)
      return {
        status: 'gehemmt',
        grund: [
          `Über ${asked.typ === 'sofortige-beschwerde-eingelegt' ? 'die sofortige Beschwerde' : 'den Antrag auf gerichtliche Entscheidung'} vom ${german(asked.am)} ist nicht entschieden (§ 62, § 70 Abs. 2 OWiG).`,
        ],
        hinweise,
      };
    const day = latest(ruled?.am ?? regular, addDays(verwerfungEnde, 1), regular);
    return {
      ...on(
        fall,
        day,
        `Einspruch verworfen, die Verwerfung ist unanfechtbar ab ${german(day)} (§ 69 Abs. 1 Satz 2, § 70 Abs. 2 OWiG).`,
      ),
      hinweise,
    };
  }
  const court = afterCourt(fall);
  if (court !== undefined) return court;
  const lifted = einspruch.verwerfungAufgehoben;
  return {
    status: 'gehemmt',
    grund: [
      lifted === undefined || einspruch.zulaessig
        ? `Einspruch am ${german(ereignis.am)} rechtzeitig eingegangen; der Bescheid ist nicht rechtskräftig (§§ 67, 69 OWiG).`
        : `Das Gericht hat die Verwerfung des Einspruchs am ${german(lifted)} aufgehoben; der Bescheid ist nicht rechtskräftig (§§ 62, 69 OWiG).`,
    ],
    lesarten: [...partial(einspruch, regular), ...anewAfterWithdrawal(fall, einspruch)],
  };
};

const uncontested = (fall: Fall, ende: Datum, einspruch: Einspruch | undefined): Kraft => {
  const regular = addDays(ende, 1);
  const stated = last(fall, 'rechtskraft')?.am;
  const late =
    einspruch === undefined
      ? []
      : [
          `Einspruch am ${german(einspruch.ereignis.am)} ist ${einspruch.rechtzeitig ? 'nicht formgerecht' : 'verspätet'} und hindert die Rechtskraft nicht (§ 69 Abs. 1 OWiG).`,
        ];
  if (stated !== undefined && stated > regular) {
    return {
      ...on(fall, stated, ...late, `Festgestellt: rechtskräftig am ${german(stated)} (§ 89 OWiG).`),
      hinweise: [
        `Die festgestellte Rechtskraft (${german(stated)}) liegt nach dem errechneten Tag ${german(regular)}; die spätere Angabe wird verwendet.`,
      ],
    };
  }
  const early = stated !== undefined && stated < ende;
  return {
    ...on(
      fall,
      regular,
      ...late,
      `Ohne rechtzeitigen Einspruch rechtskräftig mit Ablauf des ${german(ende)}, also am ${german(regular)}, 0:00 Uhr (§§ 67, 89 OWiG).`,
    ),
    ...(early
      ? {
          hinweise: [
            `Die festgestellte Rechtskraft (${german(stated)}) liegt vor dem Ende der Einspruchsfrist (${german(ende)}); ohne Verzicht wird mit dem ${german(regular)} gerechnet.`,
          ],
        }
      : {}),
  };
};

/**
 * Rechtskraft without regard to Wiedereinsetzung.
 *
 * @param ende last day of the Einspruchsfrist
 * @param verwerfungEnde last day against the rejection of the Einspruch, where there is one
 */
export const rechtskraft = (
  fall: Fall,
  bescheid: Bescheid,
  ende: Datum,
  einspruch: Einspruch | undefined,
  verwerfungEnde: Datum | undefined,
): Kraft => {
  const waived = last(fall, 'einspruchsverzicht')?.am;
  if (waived !== undefined && (bescheid.erlass === undefined || waived >= bescheid.erlass)) {
    const served = bescheid.zustellungen[0]?.am ?? waived;
    const day = latest(waived, served);
    return on(fall, day, `Verzicht auf Einspruch am ${german(waived)} (§ 67 Abs. 1 Satz 2 OWiG, § 302 StPO).`);
  }
  const admissible = einspruch !== undefined && (einspruch.zulaessig || einspruch.verwerfungAufgehoben !== undefined);
  return admissible ? contested(fall, einspruch, addDays(ende, 1), verwerfungEnde) : uncontested(fall, ende, einspruch);
};

/** Rechtskraft as an entry of the result. */
export const kraftFrist = (beginn: Datum, kraft: Kraft): Frist =>
  frist('rechtskraft', 'ab', {
    beginn,
    ende: kraft.tag ?? null,
    norm: NORM,
    status: kraft.status,
    begruendung: kraft.grund,
    ...withReadings(kraft.lesarten ?? []),
  });
