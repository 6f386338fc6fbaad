import { writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fault } from '../platform/index.ts';
import type { Ausgang } from './buero.ts';
import type { NachrichtErgebnis, Nachrichtenstatus } from './ergebnis.ts';
import { inBerlin } from './zeit.ts';

interface Eintrag {
  readonly ausgang: Ausgang;
  readonly stamm: string;
  status: Nachrichtenstatus;
  antwort: string;
  code?: string;
}

/**
 * The record of a run: every Sendung as it was sent, the gateway's answer to it, and what became of it. File names
 * hold number, sender and UUID, never personal data; the Sendungen in them are encrypted.
 */
export class Protokoll {
  readonly #ordner: string;
  readonly #eintraege = new Map<string, Eintrag>();

  /** @param ordner existing folder */
  constructor(ordner: string) {
    this.#ordner = ordner;
  }

  /** A Sendung before it goes out: what is not stored cannot be sent again. @throws FILE */
  gesendet(ausgang: Ausgang, bytes: Uint8Array): void {
    const { uuid, typ, von } = ausgang;
    const laufend = String(this.#eintraege.size + 1).padStart(2, '0');
    const stamm = `${laufend}-${typ.slice(-4)}-${von.behoerde.kurz}-${uuid.slice(0, 8)}`;
    this.#eintraege.set(uuid, { ausgang, stamm, status: 'unterwegs', antwort: '' });
    this.ablegen(`${stamm}.sendung.xml`, bytes);
  }

  quittiert(uuid: string, quittung: Uint8Array): void {
    const eintrag = this.#eintraege.get(uuid);
    if (eintrag !== undefined) eintrag.antwort = this.ablegen(`${eintrag.stamm}.quittung.xml`, quittung);
  }

  abgewiesen(uuid: string, rueckweisung: Uint8Array, code: string): void {
    const eintrag = this.#eintraege.get(uuid);
    if (eintrag === undefined) return;
    eintrag.antwort = this.ablegen(`${eintrag.stamm}.rueckweisung.xml`, rueckweisung);
    eintrag.status = 'abgewiesen';
    eintrag.code = code;
  }

  /** @param code why the reader refused it, if it did */
  verarbeitet(uuid: string, code?: string): void {
    const eintrag = this.#eintraege.get(uuid);
    if (eintrag === undefined) return;
    eintrag.status = code === undefined ? 'verarbeitet' : 'zurueckgewiesen';
    if (code !== undefined) eintrag.code = code;
  }

  /** What was sent under a UUID in this run. */
  ausgang(uuid: string): Ausgang | undefined {
    return this.#eintraege.get(uuid)?.ausgang;
  }

  /** All messages by legal time. */
  nachrichten(): NachrichtErgebnis[] {
    return [...this.#eintraege.values()]
      .sort((a, b) => a.ausgang.zeit.getTime() - b.ausgang.zeit.getTime())
      .map(({ ausgang, status, antwort, code }) => ({
        uuid: ausgang.uuid,
        typ: ausgang.typ,
        absender: ausgang.von.behoerde.schluessel,
        empfaenger: ausgang.an,
        erstellt: inBerlin(ausgang.zeit),
        status,
        quittung: antwort,
        ...(code === undefined ? {} : { code }),
      }));
  }

  /** Stores a file of the run. @returns its path relative to the working folder @throws FILE */
  ablegen(name: string, bytes: Uint8Array): string {
    const path = join(this.#ordner, name);
    try {
      writeFileSync(path, bytes);
    } catch (cause) {
      throw fault('FILE', { detail: `${path} ist nicht schreibbar.`, cause });
    }
    return kurzerPfad(path);
  }
}

/** A path as people read it: relative where it lies below the working folder, absolute elsewhere. */
export const kurzerPfad = (path: string): string => {
  const kurz = relative(process.cwd(), path);
  return kurz.startsWith('..') || kurz === '' ? resolve(path) : kurz;
};
