import { asFault, type BlaupauseError, newUuid, sha256Hex } from '../platform/index.ts';
import { definitionOf, type Message, quittung0020, rueckweisung0010, type Vorgang } from '../standard/index.ts';
import { type Akte, neueAkte, type Vermerk } from './akte.ts';
import type { Adressat, Entwurf, Handlung, Lage, Sachbearbeitung } from './handlung.ts';
import { schreibeNachricht, TESTKENNUNG } from './nachricht.ts';
import type { Szenario } from './szenario.ts';
import type { Post, Teilnehmer } from './teilnehmer.ts';
import { spaeter, tagVon, zeitpunkt } from './zeit.ts';

/** A message on its way out. */
export interface Ausgang {
  readonly uuid: string;
  readonly typ: string;
  readonly zeit: Date;
  readonly von: Teilnehmer;
  /** Organisationsschlüssel of the reader */
  readonly an: string;
  readonly nachricht: Uint8Array;
  readonly anlagen: readonly {
    readonly id: string;
    readonly name: string;
    readonly mediaType: string;
    readonly bytes: Buffer;
  }[];
}

/** What surrounds an office: time, the others, the way out. */
export interface Umfeld {
  readonly szenario: Szenario;
  readonly vorgangsUUID: string;
  /** legal time */
  jetzt(): Date;
  /** the authority of a role, or of an Organisationsschlüssel, with its name */
  adressat(an: Adressat): { readonly kennung: string; readonly name: string };
  plane(am: Date, wer: Teilnehmer, anlass: string, tu: () => Promise<void>): void;
  versende(ausgang: Ausgang): Promise<void>;
  /** told after each entry in a file */
  vermerkt(wer: Teilnehmer, akte: Akte, vermerk: Vermerk): void;
}

/** How long a clerk of the simulation takes for an answer at once, in seconds of legal time. */
const BEARBEITUNG_SEKUNDEN = 4;

/** A message that belongs to a case. */
type Vorgangsnachricht = Message & { readonly vorgang: Vorgang };

const gehoertZuVorgang = (message: Message): message is Vorgangsnachricht =>
  'vorgang' in message && message.vorgang !== undefined;

/**
 * An office: carries out what the {@link Sachbearbeitung} of its role decides, and keeps the files. It receipts with
 * 0020 what the standard wants receipted, and refuses with 0010 what it cannot open.
 */
export class Buero {
  readonly teilnehmer: Teilnehmer;
  readonly #sachbearbeitung: Sachbearbeitung;
  readonly #umfeld: Umfeld;
  readonly #akten = new Map<string, Akte>();

  constructor(teilnehmer: Teilnehmer, sachbearbeitung: Sachbearbeitung, umfeld: Umfeld) {
    this.teilnehmer = teilnehmer;
    this.#sachbearbeitung = sachbearbeitung;
    this.#umfeld = umfeld;
  }

  /** The file of a case as it stands. */
  akte(vorgangsUUID: string): Akte | undefined {
    return this.#akten.get(vorgangsUUID);
  }

  /** Puts the beginning of a case on the agenda, if this office begins one. */
  beginne(): void {
    const { beginn } = this.#sachbearbeitung;
    if (beginn === undefined) return;
    const { am, um, anlass } = beginn(this.#lage(this.#umfeld.jetzt()));
    this.#plane(this.#umfeld.vorgangsUUID, am, um, anlass);
  }

  /** Deals with a Sendung out of the inbox. */
  async bearbeite(post: Post): Promise<void> {
    if ('fehler' in post) return this.#weiseZurueck(post);
    const { message, nachricht } = post.received;
    const zeit = spaeter(later(this.#umfeld.jetzt(), erstelltAm(message)), BEARBEITUNG_SEKUNDEN);
    if (!gehoertZuVorgang(message)) return; // 0010 and 0020 end at the reader: a receipt is never receipted
    if (definitionOf(message.typ)?.quittung) await this.#quittiere(message, nachricht, zeit);
    const entscheide = this.#sachbearbeitung.eingang[message.typ] as
      | ((akte: Akte, nachricht: Message, lage: Lage) => readonly Handlung[])
      | undefined;
    const { vorgangsUUID } = message.vorgang;
    const akte = this.#merkeAktenzeichen(this.#oeffne(vorgangsUUID), message);
    const handlungen = entscheide?.(akte, message, this.#lage(zeit)) ?? [];
    await this.#fuehreAus(vorgangsUUID, handlungen, definitionOf(message.typ)?.quittung ? spaeter(zeit, 1) : zeit);
  }

  #oeffne(vorgangsUUID: string): Akte {
    const akte =
      this.#akten.get(vorgangsUUID) ??
      neueAkte(vorgangsUUID, this.#sachbearbeitung.aktenzeichen(this.#umfeld.szenario));
    this.#akten.set(vorgangsUUID, akte);
    return akte;
  }

  /** Every message names its author's file number; it goes into answers. */
  #merkeAktenzeichen(akte: Akte, message: Vorgangsnachricht): Akte {
    const { kennung } = message.nachrichtenkopf.autor;
    const fremd = { ...akte.fremdeAktenzeichen, [kennung]: message.vorgang.aktenzeichenAutor };
    const neu = { ...akte, fremdeAktenzeichen: fremd };
    this.#akten.set(akte.vorgangsUUID, neu);
    return neu;
  }

  #lage(jetzt: Date): Lage {
    const { schluessel, name, land, ags } = this.teilnehmer.behoerde;
    return { jetzt, heute: tagVon(jetzt), szenario: this.#umfeld.szenario, selbst: { schluessel, name, land, ags } };
  }

  #plane(vorgangsUUID: string, am: string, um: string, anlass: string): void {
    this.#umfeld.plane(zeitpunkt(am, um), this.teilnehmer, anlass, async () => {
      const jetzt = this.#umfeld.jetzt();
      const handlungen = this.#sachbearbeitung.wiedervorlage?.[anlass]?.(this.#oeffne(vorgangsUUID), this.#lage(jetzt));
      await this.#fuehreAus(vorgangsUUID, handlungen ?? [], jetzt);
    });
  }

  async #fuehreAus(vorgangsUUID: string, handlungen: readonly Handlung[], ab: Date): Promise<void> {
    let zeit = ab;
    for (const handlung of handlungen) {
      const akte = this.#oeffne(vorgangsUUID);
      switch (handlung.art) {
        case 'notiere':
          this.#akten.set(vorgangsUUID, { ...akte, ...handlung.akte });
          break;
        case 'vermerke': {
          const neu = { ...akte, vermerke: [...akte.vermerke, handlung.vermerk] };
          this.#akten.set(vorgangsUUID, neu);
          this.#umfeld.vermerkt(this.teilnehmer, neu, handlung.vermerk);
          break;
        }
        case 'wiedervorlage':
          this.#plane(vorgangsUUID, handlung.am, handlung.um, handlung.anlass);
          break;
        case 'sende':
          await this.#sende(handlung.entwurf, akte, zeit);
          zeit = spaeter(zeit, 1);
          break;
      }
    }
  }

  async #sende(entwurf: Entwurf, akte: Akte, zeit: Date): Promise<void> {
    const leser = this.#umfeld.adressat(entwurf.an);
    const uuid = newUuid();
    await this.#umfeld.versende({
      uuid,
      typ: entwurf.typ,
      zeit,
      von: this.teilnehmer,
      an: leser.kennung,
      nachricht: schreibeNachricht(entwurf, { uuid, zeit, autor: this.#selbst(), leser, akte }),
      anlagen: (entwurf.belege ?? []).map(({ anlage }) => anlage),
    });
  }

  #selbst(): { kennung: string; name: string } {
    return { kennung: this.teilnehmer.behoerde.schluessel, name: this.teilnehmer.behoerde.name };
  }

  #quittiere(message: Vorgangsnachricht, nachricht: Buffer, zeit: Date): Promise<void> {
    const { autor, identifikation } = message.nachrichtenkopf;
    const uuid = newUuid();
    const { vorgangsUUID } = message.vorgang;
    return this.#umfeld.versende({
      uuid,
      typ: 'administration.quittung.0020',
      zeit,
      von: this.teilnehmer,
      an: autor.kennung,
      nachricht: quittung0020({
        uuid,
        zeit,
        autor: this.#selbst(),
        leser: { kennung: autor.kennung, name: autor.name },
        referenzUUID: identifikation.nachrichtenUUID,
        test: TESTKENNUNG,
        eingangszeitpunkt: zeit,
        sha256: sha256Hex(nachricht),
        vorgangsUUID,
        aktenzeichen: this.#oeffne(vorgangsUUID).aktenzeichen,
      }),
      anlagen: [],
    });
  }

  async #weiseZurueck(post: { uuid: string; fehler: BlaupauseError; absender: string; bytes: Buffer }): Promise<void> {
    const uuid = newUuid();
    const zeit = spaeter(this.#umfeld.jetzt(), BEARBEITUNG_SEKUNDEN);
    const leser = this.#umfeld.adressat(post.absender as Adressat);
    await this.#umfeld.versende({
      uuid,
      typ: 'administration.rueckweisung.0010',
      zeit,
      von: this.teilnehmer,
      an: leser.kennung,
      nachricht: rueckweisung0010({
        uuid,
        zeit,
        autor: this.#selbst(),
        leser,
        referenzUUID: post.uuid,
        test: TESTKENNUNG,
        fehler: asFault(post.fehler),
        sha256: sha256Hex(post.bytes),
        nachrichtenId: post.uuid,
      }),
      anlagen: [],
    });
  }
}

const erstelltAm = (message: Message): Date => new Date(message.nachrichtenkopf.identifikation.erstellungszeitpunkt);

const later = (a: Date, b: Date): Date => (a > b ? a : b);
