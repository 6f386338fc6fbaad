import { mkdirSync } from 'node:fs';
import type { Sealed } from '../konnektor/index.ts';
import { asFault, type BlaupauseError, fault, ManualClock, newUuid } from '../platform/index.ts';
import { eventText } from '../procedure/index.ts';
import { Agenda } from './agenda.ts';
import { type Akte, fristenlage, type Vermerk } from './akte.ts';
import type { LaufOptionen } from './beobachter.ts';
import { type Ausgang, Buero, type Umfeld } from './buero.ts';
import {
  type Ergebnis,
  fristverlauf,
  type Momentaufnahme,
  type NachrichtErgebnis,
  type StoerungErgebnis,
} from './ergebnis.ts';
import { pruefeErwartung } from './erwartung.ts';
import { kurzerPfad, Protokoll } from './protokoll.ts';
import { rollen } from './rollen/index.ts';
import { Stoerer } from './stoerer.ts';
import type { Stoerung, Szenario } from './szenario.ts';
import type { Post, Teilnehmer } from './teilnehmer.ts';
import { tagVon, zeitpunkt } from './zeit.ts';

/** How long the gateway may be away while somebody sends, in milliseconds. */
const SENDEGEDULD_MS = 60_000;

/**
 * One run of a scenario. Legal time stands still while a Sendung is on its way; when all are dealt with, the next
 * entry of the agenda moves it. So a procedure of months runs in seconds, always in the same order.
 */
export class Lauf implements Umfeld {
  readonly szenario: Szenario;
  readonly vorgangsUUID = newUuid();
  readonly #optionen: LaufOptionen;
  readonly #uhr: ManualClock;
  readonly #agenda = new Agenda();
  readonly #protokoll: Protokoll;
  readonly #bueros: readonly Buero[];
  readonly #unterwegs = new Map<string, number>();
  readonly #aufnahmen: Momentaufnahme[] = [];
  readonly #stoerungen: StoerungErgebnis[] = [];
  readonly #offeneStoerungen: Stoerung[];
  readonly #stoerer: Stoerer;
  readonly #ende = new AbortController();
  #fehler: BlaupauseError | undefined;
  #wecke: () => void = () => {};

  constructor(optionen: LaufOptionen) {
    const { szenario, installation, ordner } = optionen;
    this.#optionen = optionen;
    this.szenario = szenario;
    this.#uhr = new ManualClock(zeitpunkt(tagVon(szenario.fall.tat.begangenAm), '00:00'));
    this.#protokoll = new Protokoll(ordner);
    this.#offeneStoerungen = [...szenario.stoerungen];
    this.#stoerer = new Stoerer(installation, this.#protokoll);
    this.#bueros = installation.teilnehmer.flatMap((teilnehmer) => {
      const sachbearbeitung = rollen[teilnehmer.behoerde.rolle];
      return sachbearbeitung === undefined ? [] : [new Buero(teilnehmer, sachbearbeitung, this)];
    });
  }

  /**
   * Runs the scenario to its end.
   *
   * @returns what happened, also when expectations did not come true
   * @throws what kept the run from going on: SEND_FAILED, FILE, a fault of the scenario's own messages
   */
  async fuehreAus(): Promise<Ergebnis> {
    const beginn = performance.now();
    mkdirSync(this.#optionen.ordner, { recursive: true });
    const stop = () => this.#ende.abort();
    this.#optionen.signal.addEventListener('abort', stop);
    for (const buero of this.#bueros) buero.teilnehmer.uebergibAn((post) => this.#bearbeite(buero, post));
    for (const buero of this.#bueros) buero.beginne();
    try {
      for (let termin = this.#agenda.naechster(); termin !== undefined; termin = this.#agenda.naechster()) {
        if (this.#ende.signal.aborted) break;
        if (termin.am > this.#uhr.now()) this.#uhr.set(termin.am);
        await termin.tu();
        await this.#ruhe();
      }
    } catch (error) {
      this.#fehler ??= asFault(error);
    } finally {
      this.#optionen.signal.removeEventListener('abort', stop);
    }
    const aufnahmen = this.#aufnahmen;
    const schluss = this.#schluss();
    const nachrichten = this.#protokoll.nachrichten();
    const fehler = this.#abweichungen(nachrichten, schluss);
    return {
      scenario: this.szenario.name,
      titel: this.szenario.titel,
      ok: fehler.length === 0,
      nachrichten,
      fristen: fristverlauf(aufnahmen),
      stoerungen: this.#stoerungen,
      stand: schluss?.stand,
      fehler,
      dauerMs: Math.round(performance.now() - beginn),
      belege: kurzerPfad(this.#optionen.ordner),
    };
  }

  /** What did not come as expected; of a run that broke off only why, because everything after is missing anyway. */
  #abweichungen(nachrichten: readonly NachrichtErgebnis[], schluss: Momentaufnahme | undefined): string[] {
    if (this.#fehler !== undefined) return [this.#fehler.toGerman()];
    if (this.#ende.signal.aborted) return ['Abgebrochen.'];
    return [
      ...pruefeErwartung(this.szenario, nachrichten, this.#aufnahmen, schluss),
      ...this.#stoerungen
        .filter(({ ok }) => !ok)
        .map(({ art, erwartet, tatsaechlich }) => `Störung ${art}: erwartet ${erwartet}, gefunden ${tatsaechlich}.`),
      ...this.#stoerer
        .durchgelassen()
        .map((uuid) => `Sendung ${uuid} wurde abgewiesen oder wiederholt und wirkte doch.`),
      ...this.#offeneStoerungen.map(({ art, nach }) => `Störung ${art}: Nachricht ${nach} kam nie an.`),
    ];
  }

  /** The case as its leading authority sees it on the last day. */
  #schluss(): Momentaufnahme | undefined {
    const letzte = this.#aufnahmen.at(-1);
    const buero = this.#bueros.find(({ teilnehmer }) => teilnehmer.behoerde.rolle === 'bussgeldbehoerde');
    const akte = buero?.akte(this.vorgangsUUID);
    if (letzte === undefined || buero === undefined || akte === undefined) return undefined;
    const heute = tagVon(this.#uhr.now());
    const lage = fristenlage(akte, buero.teilnehmer.behoerde, heute);
    return lage === undefined
      ? letzte
      : { nach: letzte.nach, am: heute, fristen: lage.fristen, stand: lage.zustand.stand };
  }

  jetzt(): Date {
    return this.#uhr.now();
  }

  adressat(an: string): { kennung: string; name: string } {
    const { teilnehmer } = this.#optionen.installation;
    const gefunden = teilnehmer.find(({ behoerde }) => behoerde.schluessel === an || behoerde.rolle === an);
    if (gefunden === undefined) throw fault('SCENARIO', { detail: `Das Profil hat keine Behörde „${an}“.` });
    return { kennung: gefunden.behoerde.schluessel, name: gefunden.behoerde.name };
  }

  plane(am: Date, wer: Teilnehmer, anlass: string, tu: () => Promise<void>): void {
    this.#agenda.plane({ am, wer: wer.behoerde.kurz, was: anlass, tu });
  }

  vermerkt(wer: Teilnehmer, akte: Akte, vermerk: Vermerk): void {
    const zeit = this.#uhr.now();
    const lage = fristenlage(akte, wer.behoerde, tagVon(zeit));
    if (lage === undefined) return;
    const davor = this.#aufnahmen.at(-1);
    const aufnahme = { nach: vermerk.typ, am: vermerk.am, fristen: lage.fristen, stand: lage.zustand.stand };
    this.#aufnahmen.push(aufnahme);
    this.#optionen.beobachter.vermerk({ zeit, text: eventText(vermerk.typ), aufnahme, davor });
  }

  /** Seals and sends; a refusal of the gateway ends the run, because the case cannot go on. */
  async versende(ausgang: Ausgang): Promise<void> {
    const { uuid, typ, zeit, von, an, nachricht, anlagen } = ausgang;
    const patience = { forMs: SENDEGEDULD_MS, signal: this.#ende.signal };
    const sealed: Sealed = await von.konnektor.seal(nachricht, anlagen, patience);
    this.#protokoll.gesendet(ausgang, sealed.bytes);
    this.#unterwegs.set(uuid, Date.now());
    const result = await von.konnektor.send(sealed, patience);
    if (result.angenommen) {
      this.#protokoll.quittiert(uuid, result.quittung);
      this.#stoerer.merke(ausgang, sealed, result.quittung);
      return;
    }
    this.#unterwegs.delete(uuid);
    const { code, einzelheit } = result.refusal;
    this.#protokoll.abgewiesen(uuid, result.rueckweisung, code);
    this.#optionen.beobachter.nachricht({ zeit, typ, von, an, status: 'abgewiesen', code });
    throw fault(code, { detail: [`Nachricht ${typ.slice(-4)}.`, einzelheit].filter(Boolean).join(' ') });
  }

  async #bearbeite(buero: Buero, post: Post): Promise<void> {
    try {
      const gesendet = this.#protokoll.ausgang(post.uuid);
      const fremd = gesendet === undefined && !this.#stoerer.kennt(post.uuid);
      if (fremd || this.#ende.signal.aborted) return; // left over from an earlier run
      const abgelehnt = 'fehler' in post ? post.fehler.code : undefined;
      if (gesendet !== undefined) this.#zeige(gesendet, abgelehnt);
      await buero.bearbeite(post);
      this.#protokoll.verarbeitet(post.uuid, abgelehnt);
      this.#stoerer.angekommen(post);
      if (gesendet !== undefined) this.#planeStoerungen(gesendet.typ.slice(-4));
    } catch (error) {
      this.#scheitert(error);
    } finally {
      this.#unterwegs.delete(post.uuid);
      this.#wecke();
    }
  }

  #zeige({ zeit, typ, von, an }: Ausgang, code: string | undefined): void {
    const status = code === undefined ? 'verarbeitet' : 'zurueckgewiesen';
    this.#optionen.beobachter.nachricht({ zeit, typ, von, an, status, ...(code === undefined ? {} : { code }) });
  }

  /** Disturbances that wait for this message come as the next thing on the agenda. */
  #planeStoerungen(nummer: string): void {
    for (const stoerung of this.#offeneStoerungen.filter(({ nach }) => nach === nummer)) {
      this.#offeneStoerungen.splice(this.#offeneStoerungen.indexOf(stoerung), 1);
      const am = this.#uhr.now();
      this.#agenda.plane({ am, wer: stoerung.von, was: stoerung.art, tu: () => this.#stoere(stoerung) });
    }
  }

  async #stoere(stoerung: Stoerung): Promise<void> {
    const von = this.#optionen.installation.teilnehmer.find(({ behoerde }) => behoerde.rolle === stoerung.von);
    if (von === undefined) return;
    const tatsaechlich = await this.#stoerer.stoere(stoerung.art, von);
    const ergebnis = {
      art: stoerung.art,
      von: von.behoerde.schluessel,
      erwartet: stoerung.erwartet,
      tatsaechlich,
      ok: tatsaechlich === stoerung.erwartet,
    };
    this.#stoerungen.push(ergebnis);
    this.#optionen.beobachter.stoerung({ ...ergebnis, stoerer: von, zeit: this.#uhr.now() });
  }

  #scheitert(error: unknown): void {
    if (!this.#ende.signal.aborted) this.#fehler ??= asFault(error);
    this.#ende.abort();
    this.#wecke();
  }

  /** Waits until every Sendung on its way has been dealt with. @throws what went wrong meanwhile */
  async #ruhe(): Promise<void> {
    const geduld = this.#optionen.geduldMs ?? 120_000;
    while (this.#unterwegs.size > 0) {
      if (this.#fehler !== undefined) throw this.#fehler;
      if (this.#ende.signal.aborted) return;
      const [uuid, seit] = [...this.#unterwegs][0] ?? ['', 0];
      if (Date.now() - seit > geduld) {
        throw fault('DELIVERY_FAILED', {
          detail: `Sendung ${uuid} ist nach ${Math.round(geduld / 1000)} Sekunden nicht beim Leser.`,
        });
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 250);
        this.#wecke = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (this.#fehler !== undefined) throw this.#fehler;
  }
}
