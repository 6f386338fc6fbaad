/** One thing that is wrong: where, what, and what to do. German, without content. */
export interface Befund {
  readonly tabelle: string;
  /** key of the row: UUID of the Sendung, id of the refusal, index of the leaf */
  readonly zeile: string;
  readonly befund: string;
  readonly abhilfe: string;
}

/** What can be done about a finding. */
export const ABHILFE = {
  wiederherstellen:
    'Nichts ändern. Die Zeile mit der letzten Sicherung vergleichen, dann zu einem Zeitpunkt davor wiederherstellen (docs/guides/sicherung.md).',
  kacheln: 'Die Kacheln sind ein Zwischenspeicher: mit „blaupause audit tiles“ neu bauen.',
  ausgang:
    'Der Stand der Zustellung widerspricht seinem Nachweis. Gateway und Worker anhalten, die Zeile gegen den Laufzettel prüfen.',
  programm: 'Prüfen, mit welcher Version des Programms dieser Speicher angelegt wurde.',
  schluessel:
    'Zuerst prüfen, ob Vertrauensanker und Protokollschlüssel zu diesem Speicher gehören; sonst wie bei einer veränderten Zeile.',
} as const;

/** More findings than these are counted only: one cause often has many. */
const MOST_KEPT = 500;

/** Takes findings; keeps the first ones and counts all, so that memory stays the same however broken the store is. */
export class Befunde {
  readonly #kept: Befund[] = [];
  #total = 0;
  readonly #onBefund: ((befund: Befund) => void) | undefined;

  constructor(onBefund?: (befund: Befund) => void) {
    this.#onBefund = onBefund;
  }

  /** Adds a finding. */
  add(tabelle: string, zeile: string, befund: string, abhilfe: keyof typeof ABHILFE = 'wiederherstellen'): void {
    this.#total += 1;
    if (this.#kept.length >= MOST_KEPT) return;
    const one = { tabelle, zeile, befund, abhilfe: ABHILFE[abhilfe] };
    this.#kept.push(one);
    this.#onBefund?.(one);
  }

  /** Adds a finding where something does not hold. */
  expect(holds: boolean, tabelle: string, zeile: string, befund: string, abhilfe?: keyof typeof ABHILFE): void {
    if (!holds) this.add(tabelle, zeile, befund, abhilfe);
  }

  get kept(): readonly Befund[] {
    return this.#kept;
  }

  get total(): number {
    return this.#total;
  }
}
