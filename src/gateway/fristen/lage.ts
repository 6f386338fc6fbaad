import type { Wachtstand } from '../../ledger/index.ts';
import { asFault } from '../../platform/errors.ts';
import {
  type Aktenstand,
  aktenstand,
  type BelegteEreignisse,
  computeDeadlines,
  type Datum,
  type Ersuchen,
  ereignisseAus,
  type Frist,
  type Ort,
  ohneFremde,
  type Schritt,
  waits,
} from '../../procedure/index.ts';
import { antwortBis } from './antwortfrist.ts';
import { naechsterErinnerungstag, naechsterWarntag } from './stufen.ts';
import { fristtag } from './tage.ts';

/** What the reading of a case depends on beside its messages. */
export interface Umstaende {
  readonly heute: Datum;
  /** Organisationsschlüssel of the gateway, whose own warnings and reminders prove nothing */
  readonly gateway: string;
  /** seat of an authority; that of the gateway for one it does not know */
  readonly ort: (schluessel: string | undefined) => Ort;
  /** stages of warnings in days, of reminders in per cent */
  readonly stufen: { readonly warnung: readonly number[]; readonly erinnerung: readonly number[] };
}

/** A request that is to be answered by a day. */
export interface WartendesErsuchen {
  readonly uuid: string;
  readonly nummer: string;
  readonly von: string | undefined;
  /** authority that has to answer, to which it may have been passed on */
  readonly an: string | undefined;
  readonly am: Datum;
  readonly faellig: Datum;
  readonly rechtsgrundlage: string;
  /** day of the first reminder */
  readonly naechste: Datum | undefined;
}

/** A case as its messages show it today: what is watched, what waits, and the nearest day that the law sets. */
export interface Lage {
  readonly stand: Wachtstand;
  readonly wartend: readonly WartendesErsuchen[];
  /** every open request, also those whose answer period is met by a first answer */
  readonly offen: readonly Ersuchen[];
  /** requests that had an answer period and wait no more, with the message that ended it */
  readonly beantwortet: readonly { readonly uuid: string; readonly durch: string | undefined }[];
  readonly naechsteFrist: Datum | undefined;
}

/** Stages in which nothing is prosecuted any more. */
const OVER: readonly Aktenstand['stand'][] = [
  'rechtskraeftig',
  'vollstreckung',
  'kostenbescheid',
  'erledigt',
  'eingestellt',
];

const RUNNING: readonly Frist['status'][] = ['laeuft', 'bedingt', 'abgelaufen'];

/** Reads a case. @param steps its messages in legal order */
export const lageOf = (steps: readonly Schritt[], umstaende: Umstaende): Lage => {
  const seen = steps.filter(({ von }) => von !== umstaende.gateway);
  // a message may be dated a few minutes ahead, past midnight
  const stichtag = seen.reduce((day, { am }) => (am > day ? am : day), umstaende.heute);
  const akte = aktenstand(seen, stichtag);
  const { zustaendig } = akte;
  const known = ohneFremde(seen);
  const end = earlier(
    OVER.includes(akte.stand) ? undefined : verjaehrung(seen, zustaendig, umstaende),
    known === seen ? undefined : endOf(known, stichtag, zustaendig, umstaende),
  );
  const stand: Wachtstand = {
    zustaendig,
    fristende: end?.ende,
    absolutesEnde: end?.absolut,
    quelle: end?.quelle,
    naechste: end && naechsterWarntag(end.ende, umstaende.stufen.warnung),
  };
  return { stand, ...requests(akte, seen, zurueckgegeben(steps, umstaende), umstaende), naechsteFrist: end?.naechste };
};

/** What an authority outside of the case says may bring a warning forward; it never puts one off. */
const earlier = (one: Verjaehrung | undefined, other: Verjaehrung | undefined): Verjaehrung | undefined =>
  one === undefined || (other !== undefined && other.ende < one.ende) ? other : one;

const endOf = (
  steps: readonly Schritt[],
  stichtag: Datum,
  zustaendig: string | undefined,
  umstaende: Umstaende,
): Verjaehrung | undefined =>
  OVER.includes(aktenstand(steps, stichtag).stand) ? undefined : verjaehrung(steps, zustaendig, umstaende);

interface Verjaehrung {
  readonly ende: Datum;
  readonly absolut: Datum | undefined;
  readonly quelle: string | undefined;
  readonly naechste: Datum;
}

/**
 * End of limitation: as computed from what the messages prove, and as the holder states it. The earlier one counts,
 * because a warning too early costs a look and one too late the case; a statement that an interruption has overtaken
 * counts no more.
 */
const verjaehrung = (
  steps: readonly Schritt[],
  zustaendig: string | undefined,
  umstaende: Umstaende,
): Verjaehrung | undefined => {
  const proven = ereignisseAus(steps.map((step) => (step.von === zustaendig ? step : withoutClaim(step))));
  const computed = compute(proven, umstaende, umstaende.ort(zustaendig));
  if (computed === 'over') return undefined;
  const behauptet = fristtag(proven.behauptet?.fristende) === undefined ? undefined : proven.behauptet;
  const overtaken = computed !== undefined && behauptet !== undefined && computed.beginn > behauptet.am;
  if (behauptet !== undefined && !overtaken && (computed === undefined || behauptet.fristende < computed.ende)) {
    const { fristende: ende, absolutesEnde: absolut, quelle } = behauptet;
    return { ende, absolut: fristtag(absolut) ?? computed?.absolut, quelle, naechste: ende };
  }
  if (computed === undefined) return undefined;
  const quelle = sourceOf(proven, computed.beginn) ?? steps.find(({ daten }) => daten?.['tatAm'] !== undefined)?.uuid;
  return { ...computed, quelle: quelle ?? steps.at(-1)?.uuid };
};

/** Whoever is not the holder repeats what it was told; what it says about the end of limitation is no statement. */
const withoutClaim = (step: Schritt): Schritt => {
  const { verjaehrungFristende: _, ...daten } = step.daten ?? {};
  return { ...step, daten };
};

interface Computed {
  readonly ende: Datum;
  readonly beginn: Datum;
  readonly absolut: Datum | undefined;
  readonly naechste: Datum;
}

/** `over` where the engine knows the act and nothing runs; undefined where it cannot say. */
const compute = (
  { tat, ereignisse }: BelegteEreignisse,
  { heute }: Umstaende,
  { land, ags }: Ort,
): Computed | 'over' | undefined => {
  if (tat === undefined) return undefined;
  let fristen: readonly Frist[];
  try {
    fristen = computeDeadlines({
      tat,
      land,
      ...(ags === undefined ? {} : { ags }),
      ereignisse,
      stichtag: heute,
    }).fristen;
  } catch (error) {
    // messages that contradict each other are the order check's business; what the holder states still counts
    if (asFault(error).code === 'USAGE') return undefined;
    throw error;
  }
  const of = (name: Frist['name']): (Frist & { readonly ende: Datum }) | undefined =>
    fristen
      .filter((one): one is Frist & { readonly ende: Datum } => one.name === name && one.ende !== null)
      .filter(({ status }) => RUNNING.includes(status))
      .sort((a, b) => (a.ende < b.ende ? -1 : 1))[0];
  const limitation = of('verfolgungsverjaehrung');
  if (limitation === undefined) return 'over';
  if (fristtag(limitation.ende) === undefined) return undefined;
  const service = of('zustellung-nach-erlass')?.ende;
  return {
    ende: limitation.ende,
    beginn: limitation.beginn ?? tat.begangenAm,
    absolut: fristtag(of('verfolgungsverjaehrung-absolut')?.ende),
    naechste: service !== undefined && service >= heute && service < limitation.ende ? service : limitation.ende,
  };
};

/** The message that proves the event from which the period runs. */
const sourceOf = ({ ereignisse }: BelegteEreignisse, beginn: Datum): string | undefined =>
  ereignisse.findLast(({ am }) => am === beginn)?.dokument.split(' ')[1];

/** Requests that the gateway handed back because they were undeliverable, with the refusal that says so. */
const zurueckgegeben = (steps: readonly Schritt[], { gateway }: Umstaende): ReadonlyMap<string, string | undefined> =>
  new Map(
    steps.flatMap(({ nummer, von, bezug, uuid }) =>
      nummer === '0010' && von === gateway && bezug !== undefined ? [[bezug, uuid] as const] : [],
    ),
  );

/**
 * An answer asked for by a day is due until it is there. The catalogue's period is met by a first answer, such as the
 * confirmation of an order of service.
 */
const requests = (
  akte: Aktenstand,
  steps: readonly Schritt[],
  returned: ReadonlyMap<string, string | undefined>,
  { ort, stufen }: Umstaende,
): Pick<Lage, 'wartend' | 'offen' | 'beantwortet'> => {
  const wartend: WartendesErsuchen[] = [];
  const beantwortet: { uuid: string; durch: string | undefined }[] = [];
  for (const one of akte.ersuchen) {
    const { uuid, nummer, von, an, am, stand, antwort } = one;
    const erbetenBis = fristtag(one.erbetenBis);
    if (uuid === undefined) continue;
    if (returned.has(uuid)) {
      beantwortet.push({ uuid, durch: returned.get(uuid) });
      continue;
    }
    if (!waits(one) || (stand === 'in-bearbeitung' && erbetenBis === undefined)) {
      beantwortet.push({ uuid, durch: antwort });
      continue;
    }
    const rechtsgrundlage = steps.find((step) => step.uuid === uuid)?.daten?.['rechtsgrundlage'];
    const faellig = fristtag(antwortBis({ nummer, am, erbetenBis }, ort(an)));
    if (typeof rechtsgrundlage !== 'string' || faellig === undefined) continue;
    const naechste = naechsterErinnerungstag({ am, faellig }, stufen.erinnerung);
    wartend.push({ uuid, nummer, von, an, am, faellig, rechtsgrundlage, naechste });
  }
  return { wartend, beantwortet, offen: akte.ersuchen.filter((one) => waits(one) && !returned.has(one.uuid ?? '')) };
};
