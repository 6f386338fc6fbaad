import { effects, type Verfahrensstand, type Wirkung } from '../law/stages.ts';
import type { Datum } from '../time/calendar.ts';
import { Requests } from './requests.ts';
import { digits, numberOf, type Schritt, sameUuid, textOf } from './step.ts';

/** The file of a giving authority between request and answer of a transfer: nothing is decided from it meanwhile. */
export interface Sperre {
  /** authority that gives the case away */
  readonly behoerde: string;
  readonly seit: Datum;
  /** UUID of the request 1210 or 1230 */
  readonly ersuchen?: string;
  /** whether the gateway has read what is given away; if not, only a copy of the file may be on its way */
  readonly gelesen: boolean;
  /** UUID of a Rückweisung by the asked authority: nothing has arrived there, so the file may be carried on */
  readonly rueckweisung?: string;
}

const HOLDERS_OWN: readonly string[] = [
  '1011',
  '1020',
  '1110',
  '1120',
  '1140',
  '1150',
  '1160',
  '1310',
  '1330',
  '2010',
  '2030',
  '2040',
  '2060',
  '3010',
  '3310',
];
const TRANSFERS: readonly string[] = ['1210', '1230'];
const COPY = 'repraesentat';

const fits = (step: Schritt, stage: Verfahrensstand, { aus, wenn }: Wirkung): boolean => {
  if (aus !== undefined && !aus.includes(stage)) return false;
  if (wenn === undefined) return true;
  const value = step.daten?.[wenn.feld];
  if (value === undefined) return wenn.werte.includes(null);
  return wenn.werte.some((one) => one === value || (typeof one === 'number' && one === numberOf(step, wenn.feld)));
};

/** A case that is read message by message: stage, holder, frozen file and requests. */
export class Case {
  stand: Verfahrensstand = 'unbekannt';
  /** authority that holds the case; undefined while no message shows it */
  zustaendig: string | undefined;
  /** authorities that gave the case away in a transfer seen by the gateway, newest last */
  readonly abgegebenVon: string[] = [];
  readonly requests = new Requests();
  readonly history: Schritt[] = [];

  /** Reads the next message. */
  read(given: Schritt): void {
    const step = { ...given, nummer: digits(given.nummer) };
    this.#hold(step);
    this.requests.read(step);
    this.history.push(step);
    const line = (effects[step.nummer] ?? []).find((one) => fits(step, this.stand, one));
    if (line?.stand !== undefined) this.stand = line.stand;
  }

  #hold(step: Schritt): void {
    const { nummer, von, an } = step;
    if (nummer === '1211') this.#takeOver(step);
    else if (nummer === '1220') this.#pass(this.zustaendig, textOf(step, 'zustaendigeStelle'));
    else if (nummer === '0120') this.#forwarded(step);
    else if (this.zustaendig !== undefined) return;
    else if (nummer === '1010') this.zustaendig = an;
    else if (HOLDERS_OWN.includes(nummer) || nummer === '1210') this.zustaendig = von;
  }

  #takeOver(step: Schritt): void {
    const request = this.requests.answeredBy(step);
    const asked = this.history.find(({ uuid }) => sameUuid(uuid, request?.uuid));
    if (request === undefined || step.von === undefined) return;
    const art = textOf(step, 'abgabeart') ?? textOf(asked, 'abgabeart');
    if (art === COPY) return;
    // unread, it may have been a copy only: probably the holder, but nobody is refused for it
    if (art === undefined) this.zustaendig = step.von;
    else this.#pass(request.von, step.von);
  }

  #pass(from: string | undefined, to: string | undefined): void {
    if (to === undefined) return;
    if (from !== undefined && from !== to) this.abgegebenVon.push(from);
    const back = this.abgegebenVon.indexOf(to);
    if (back >= 0) this.abgegebenVon.splice(back, 1);
    this.zustaendig = to;
  }

  /** A report passed on by whom it went to, or who has the case since, makes the competent authority the holder. */
  #forwarded(step: Schritt): void {
    const passed = this.history.find(({ uuid }) => sameUuid(uuid, textOf(step, 'betrifftUUID')));
    if (passed?.nummer !== '1010') return;
    const own = step.von === undefined || [passed.an, this.zustaendig].includes(step.von);
    if (own) this.zustaendig = textOf(step, 'zustaendigeStelle') ?? this.zustaendig;
  }

  /** The file that a transfer under way has frozen. */
  get eingefroren(): Sperre | undefined {
    const open = this.requests.list.findLast(
      ({ nummer, stand }) => TRANSFERS.includes(nummer) && (stand === 'offen' || stand === 'in-bearbeitung'),
    );
    if (open?.von === undefined) return undefined;
    const asked = this.history.find(({ uuid }) => sameUuid(uuid, open.uuid));
    const art = textOf(asked, 'abgabeart');
    if (art === COPY) return undefined;
    return {
      behoerde: open.von,
      seit: open.am,
      gelesen: art !== undefined,
      ...(open.uuid === undefined ? {} : { ersuchen: open.uuid }),
      ...(open.rueckweisung === undefined ? {} : { rueckweisung: open.rueckweisung }),
    };
  }
}

/** Reads a whole history. */
export const caseOf = (history: readonly Schritt[]): Case => {
  const read = new Case();
  for (const step of history) read.read(step);
  return read;
};
