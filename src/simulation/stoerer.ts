import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decrypt, policies } from '../crypto/index.ts';
import { type Kopf, messageNumber, type Reader, readSendung, seal, sealSigned } from '../envelope/index.ts';
import type { Sealed, SendResult } from '../konnektor/index.ts';
import { fault, newUuid } from '../platform/index.ts';
import { layout } from '../profile/index.ts';
import { catalogue } from '../standard/index.ts';
import type { Ausgang } from './buero.ts';
import type { Installation } from './installation.ts';
import type { Protokoll } from './protokoll.ts';
import type { Stoerungsart } from './stoerung-arten.ts';
import type { Post, Teilnehmer } from './teilnehmer.ts';

const XENC = 'http://www.w3.org/2001/04/xmlenc#';
const TAG_MS = 86_400_000;
/** How long a Sendung of the disturber may take to its reader, in milliseconds. */
const GEDULD_MS = 60_000;
/** An Organisationsschlüssel of the right form that no profile has. */
const NIEMAND = 'bgb:999990009999';

interface Gesehen {
  readonly ausgang: Ausgang;
  readonly sealed: Sealed;
  readonly quittung: Buffer;
}

/**
 * Somebody who has got hold of an authority's keys or of Sendungen on their way, and tries what comes of it. It builds
 * its Sendungen with the real functions for envelope and keys, so that only the one thing is wrong with them.
 */
export class Stoerer {
  readonly #installation: Installation;
  readonly #protokoll: Protokoll;
  readonly #gesehen: Gesehen[] = [];
  readonly #eigene = new Set<string>();
  readonly #abgewiesen = new Set<string>();
  readonly #ankuenfte = new Map<string, number>();
  readonly #wartend = new Map<string, (code: string) => void>();
  #zaehler = 0;

  constructor(installation: Installation, protokoll: Protokoll) {
    this.#installation = installation;
    this.#protokoll = protokoll;
  }

  /** A Sendung of the case that the gateway accepted; the disturber may have copied it. */
  merke(ausgang: Ausgang, sealed: Sealed, quittung: Buffer): void {
    this.#gesehen.push({ ausgang, sealed, quittung });
  }

  /** Whether a Sendung is the disturber's own. */
  kennt(uuid: string): boolean {
    return this.#eigene.has(uuid);
  }

  /** A Sendung came out of an inbox. */
  angekommen(post: Post): void {
    this.#ankuenfte.set(post.uuid, (this.#ankuenfte.get(post.uuid) ?? 0) + 1);
    this.#wartend.get(post.uuid)?.('fehler' in post ? post.fehler.code : 'VERARBEITET');
  }

  /** UUIDs that took effect although they were refused, or took effect twice. */
  durchgelassen(): string[] {
    return [...this.#ankuenfte].filter(([uuid, mal]) => this.#abgewiesen.has(uuid) || mal > 1).map(([uuid]) => uuid);
  }

  /**
   * Tries one thing.
   *
   * @returns the code of the refusal by gateway or reader; `QUITTUNG` for the same receipt again; `ANGENOMMEN` if a
   *   receipt came that should not have come
   */
  async stoere(art: Stoerungsart, von: Teilnehmer): Promise<string> {
    this.#zaehler += 1;
    switch (art) {
      case 'wiederholt':
        return this.#wiederhole(von);
      case 'fremder-absender':
        return this.#ergebnis(art, await von.konnektor.send({ bytes: this.#erhalten(von).sealed.bytes }));
      case 'gleiche-uuid-anderer-inhalt':
        return this.#reiche(art, von, await this.#versiegle(von, {}));
      case 'manipuliert':
        return this.#reiche(art, von, veraendere(await this.#versiegle(von, neu())));
      case 'falsch-adressiert':
        return this.#reiche(art, von, await this.#versiegle(von, { ...neu(), empfaenger: this.#unzustaendig(von) }));
      case 'unbekannter-empfaenger':
        return this.#reiche(art, von, await this.#versiegle(von, { ...neu(), empfaenger: NIEMAND }));
      case 'veraltet':
        return this.#reiche(art, von, await this.#versiegle(von, { ...neu(), ...vorgestern() }));
      case 'nicht-berechtigt':
        return this.#reiche(art, von, await this.#versiegle(von, { ...neu(), nachrichtentyp: verboten(von) }));
      case 'fremder-inhalt':
        return this.#reiche(art, von, await this.#lege(von, true));
      case 'fremder-inhalt-verdeckt':
        return this.#reiche(art, von, await this.#lege(von, false));
      case 'leser-ausgesperrt':
        return this.#reiche(art, von, await this.#sperreAus(von));
    }
  }

  /** The last Sendung that an authority sent. */
  #gesendet(von: Teilnehmer): Gesehen {
    const letzte = this.#gesehen.findLast(({ ausgang }) => ausgang.von === von);
    if (letzte === undefined) throw fault('SCENARIO', { detail: `${von.behoerde.kurz} hat noch nichts gesendet.` });
    return letzte;
  }

  /** The last Sendung that an authority received from another one. */
  #erhalten(von: Teilnehmer): Gesehen {
    const letzte = this.#gesehen.findLast(({ ausgang }) => ausgang.an === von.behoerde.schluessel);
    if (letzte === undefined) throw fault('SCENARIO', { detail: `${von.behoerde.kurz} hat noch nichts erhalten.` });
    return letzte;
  }

  /** Another authority that does not take the type of the last Sendung. */
  #unzustaendig(von: Teilnehmer): string {
    const { kopf } = this.#gesendet(von).sealed;
    const nummer = messageNumber(kopf.nachrichtentyp);
    const andere = this.#installation.teilnehmer.find(
      ({ behoerde }) =>
        behoerde.schluessel !== kopf.empfaenger &&
        behoerde !== von.behoerde &&
        ![nummer, '*'].some((eine) => behoerde.nimmt.includes(eine)),
    );
    if (andere === undefined) throw fault('SCENARIO', { detail: `Jede Behörde nimmt ${nummer} an.` });
    return andere.behoerde.schluessel;
  }

  /** Seals the last message again with some fields of the header changed. */
  async #versiegle(von: Teilnehmer, anders: Partial<Kopf>): Promise<Buffer> {
    const { sealed, ausgang } = this.#gesendet(von);
    const kopf = { ...sealed.kopf, erstellt: new Date(), gueltigBis: new Date(Date.now() + TAG_MS), ...anders };
    this.#eigeneUuid(kopf, sealed.kopf);
    const reader = await von.konnektor.directory.reader(sealed.kopf.empfaenger);
    return seal({ kopf, nachricht: ausgang.nachricht, author: von.konnektor.keys.signature, readers: [reader] });
  }

  /** Takes the signed content out of a received Sendung and lays it, still signed by its author, in an own envelope. */
  async #lege(von: Teilnehmer, fuerGateway: boolean): Promise<Buffer> {
    const { konnektor, behoerde } = von;
    const { schluessel } = behoerde;
    using document = readSendung(this.#erhalten(von).sealed.bytes);
    const inhalt = document.root.child('EncryptedData', XENC);
    if (inhalt === undefined) throw fault('SCENARIO', { detail: 'Kein verschlüsselter Inhalt.' });
    const { key } = konnektor.keys.encryption;
    const inhaltsdaten = decrypt(inhalt, { key, recipient: schluessel, policy: policies.gateway });
    const { kopf: vorlage } = this.#gesendet(von).sealed;
    const kopf = { ...vorlage, ...neu(), erstellt: new Date(), gueltigBis: new Date(Date.now() + TAG_MS) };
    this.#eigeneUuid(kopf, vorlage);
    const readers = [await konnektor.directory.reader(kopf.empfaenger), ...(fuerGateway ? [this.#gateway()] : [])];
    return sealSigned({ kopf, author: konnektor.keys.signature, readers }, inhaltsdaten);
  }

  /** A message without fault, encrypted for the gateway as it should be and for its reader with somebody else's key. */
  async #sperreAus(von: Teilnehmer): Promise<Buffer> {
    const { sealed, ausgang } = this.#gesendet(von);
    const { konnektor } = von;
    const kopf = { ...sealed.kopf, ...neu(), erstellt: new Date(), gueltigBis: new Date(Date.now() + TAG_MS) };
    this.#eigeneUuid(kopf, sealed.kopf);
    const text = Buffer.from(ausgang.nachricht).toString('utf8');
    const falsch = { schluessel: kopf.empfaenger, certificate: konnektor.keys.encryption.cert };
    return seal({
      kopf,
      nachricht: Buffer.from(text.replace(sealed.kopf.nachrichtenUUID, kopf.nachrichtenUUID)),
      author: konnektor.keys.signature,
      readers: [falsch, this.#gateway()],
    });
  }

  #eigeneUuid({ nachrichtenUUID }: Kopf, vorlage: Kopf): void {
    if (nachrichtenUUID !== vorlage.nachrichtenUUID) this.#eigene.add(nachrichtenUUID);
  }

  #gateway(): Reader {
    const { profil, pkiDir } = this.#installation;
    const { schluessel } = profil.gateway;
    return {
      schluessel,
      certificate: readFileSync(join(pkiDir, layout.certificate(schluessel, 'encryption')), 'utf8'),
    };
  }

  async #wiederhole(von: Teilnehmer): Promise<string> {
    const { sealed, quittung } = this.#gesendet(von);
    const result = await von.konnektor.send({ bytes: sealed.bytes });
    if (!result.angenommen) return this.#ergebnis('wiederholt', result);
    return result.wiederholt && result.quittung.equals(quittung) ? 'QUITTUNG' : 'ANGENOMMEN';
  }

  async #reiche(art: Stoerungsart, von: Teilnehmer, bytes: Buffer): Promise<string> {
    const result = await von.konnektor.send({ bytes });
    if (!result.angenommen) return this.#ergebnis(art, result);
    if (art !== 'leser-ausgesperrt') return 'ANGENOMMEN';
    return this.#beimLeser(result.receipt.nachrichtenUUID);
  }

  #ergebnis(art: Stoerungsart, result: SendResult): string {
    if (result.angenommen) return 'ANGENOMMEN';
    const { code, nachrichtenUUID } = result.refusal;
    if (nachrichtenUUID !== undefined && this.#eigene.has(nachrichtenUUID)) this.#abgewiesen.add(nachrichtenUUID);
    this.#protokoll.ablegen(`stoerung-${this.#zaehler}-${art}.rueckweisung.xml`, result.rueckweisung);
    return code;
  }

  /** What the reader makes of a Sendung that the gateway could not look into. */
  #beimLeser(uuid: string): Promise<string> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve('KEINE ANTWORT'), GEDULD_MS);
      this.#wartend.set(uuid, (code) => {
        clearTimeout(timer);
        resolve(code);
      });
    });
  }
}

const neu = (): { nachrichtenUUID: string } => ({ nachrichtenUUID: newUuid() });

const vorgestern = (): Pick<Kopf, 'erstellt' | 'gueltigBis'> => ({
  erstellt: new Date(Date.now() - 2 * TAG_MS),
  gueltigBis: new Date(Date.now() + TAG_MS),
});

/** A message type that the profile does not let an authority send. */
const verboten = ({ behoerde }: Teilnehmer): string =>
  catalogue.find(({ number }) => !behoerde.sendet.includes(number))?.name ?? 'vollstreckung.ersuchen.3020';

/** Changes one character in the middle of the encrypted content; the Sendung stays well-formed and base64. */
function veraendere(sendung: Buffer): Buffer {
  const bytes = Buffer.from(sendung);
  const ende = bytes.lastIndexOf('CipherValue>');
  const anfang = bytes.lastIndexOf('CipherValue>', ende - 1);
  const mitte = Math.floor((anfang + ende) / 2);
  bytes[mitte] = bytes[mitte] === 0x41 ? 0x42 : 0x41;
  return bytes;
}
