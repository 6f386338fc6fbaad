import { ManualClock, newUuid } from '../platform/index.ts';
import type { Behoerde, Profile } from '../profile/index.ts';
import { Agenda } from './agenda.ts';
import type { Akte, Vermerk } from './akte.ts';
import { type Ausgang, Buero, type Umfeld } from './buero.ts';
import { rollen } from './rollen/index.ts';
import type { Szenario } from './szenario.ts';
import type { Post, Teilnehmer } from './teilnehmer.ts';
import { tagVon, zeitpunkt } from './zeit.ts';

export interface EinzelnOptionen {
  readonly teilnehmer: Teilnehmer;
  readonly profil: Profile;
  readonly szenario: Szenario;
  /** pause before the next entry of the agenda, in milliseconds of real time */
  readonly pauseMs: number;
  readonly signal: AbortSignal;
  /** told what comes in and goes out */
  readonly melde: (was: 'ein' | 'aus' | 'vermerk' | 'fehler', text: string) => void;
}

/** How long the gateway may be away while it sends, in milliseconds. */
const SENDEGEDULD_MS = 600_000;

/**
 * One authority on its own, against a gateway that somebody else runs. It cannot see whether others still have
 * something in hand; so it lets a pause of real time go by before each entry of its agenda, and takes its legal time
 * from the messages that come in.
 */
export class Einzelplatz implements Umfeld {
  readonly szenario: Szenario;
  readonly vorgangsUUID = newUuid();
  readonly #optionen: EinzelnOptionen;
  readonly #uhr: ManualClock;
  readonly #agenda = new Agenda();
  readonly #buero: Buero;
  #arbeit: Promise<void> = Promise.resolve();

  /** Takes post over from the participant at once. */
  constructor(optionen: EinzelnOptionen) {
    this.#optionen = optionen;
    this.szenario = optionen.szenario;
    this.#uhr = new ManualClock(zeitpunkt(tagVon(optionen.szenario.fall.tat.begangenAm), '00:00'));
    const { teilnehmer } = optionen;
    this.#buero = new Buero(teilnehmer, rollen[teilnehmer.behoerde.rolle] ?? NUR_EMPFANG, this);
    teilnehmer.uebergibAn((post) => this.#bearbeite(post));
  }

  /** Begins a case, if this authority begins one. */
  beginne(): void {
    this.#buero.beginne();
  }

  jetzt(): Date {
    return this.#uhr.now();
  }

  adressat(an: string): { kennung: string; name: string } {
    const passt = (behoerde: Behoerde) => behoerde.schluessel === an || behoerde.rolle === an;
    const gefunden = this.#optionen.profil.behoerden.find(passt);
    return { kennung: gefunden?.schluessel ?? an, name: gefunden?.name ?? an };
  }

  plane(am: Date, wer: Teilnehmer, anlass: string, tu: () => Promise<void>): void {
    this.#agenda.plane({ am, wer: wer.behoerde.kurz, was: anlass, tu });
    setTimeout(() => this.#naechster(), this.#optionen.pauseMs).unref();
  }

  vermerkt(_wer: Teilnehmer, _akte: Akte, { typ, am }: Vermerk): void {
    this.#optionen.melde('vermerk', `${am} ${typ}`);
  }

  async versende({ von, an, typ, nachricht, anlagen }: Ausgang): Promise<void> {
    const patience = { forMs: SENDEGEDULD_MS, signal: this.#optionen.signal };
    const result = await von.konnektor.send(await von.konnektor.seal(nachricht, anlagen, patience), patience);
    const { name } = this.adressat(an);
    if (result.angenommen) this.#optionen.melde('aus', `${typ} an ${name}: quittiert`);
    else this.#optionen.melde('fehler', `${typ} an ${name}: abgewiesen, ${result.refusal.code}`);
  }

  async #bearbeite(post: Post): Promise<void> {
    const { melde } = this.#optionen;
    if ('fehler' in post) melde('fehler', `${post.uuid} von ${this.adressat(post.absender).name}: ${post.fehler.code}`);
    else {
      const { typ, nachrichtenkopf } = post.received.message;
      melde('ein', `${typ} von ${nachrichtenkopf.autor.name}`);
      const zeit = new Date(nachrichtenkopf.identifikation.erstellungszeitpunkt);
      if (zeit > this.#uhr.now()) this.#uhr.set(zeit);
    }
    await this.#versuche(() => this.#buero.bearbeite(post));
  }

  #naechster(): void {
    const termin = this.#agenda.naechster();
    if (termin === undefined || this.#optionen.signal.aborted) return;
    this.#arbeit = this.#arbeit.then(() => {
      if (termin.am > this.#uhr.now()) this.#uhr.set(termin.am);
      return this.#versuche(termin.tu);
    });
  }

  async #versuche(tu: () => Promise<void>): Promise<void> {
    try {
      await tu();
    } catch (error) {
      if (!this.#optionen.signal.aborted) this.#optionen.melde('fehler', String((error as Error).message));
    }
  }
}

/** An authority whose role the simulation does not play only receives. */
const NUR_EMPFANG = { aktenzeichen: () => 'AZ-1', eingang: {} };
