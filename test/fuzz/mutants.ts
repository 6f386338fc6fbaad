import { loadKeyStore } from '../../src/crypto/index.ts';
import type { MessageType } from '../../src/standard/index.ts';
import { type Forged, type Forgery, forge, freshMessage, resign } from '../support/forge.ts';
import { BGB, POLIZEI } from '../support/profile.ts';
import { byteMutators } from './mutate-bytes.ts';
import { elementMutators } from './mutate-elements.ts';
import { plausibleMutators } from './mutate-plausible.ts';
import { valueMutators } from './mutate-values.ts';
import { writingMutators } from './mutate-writing.ts';
import { Random } from './random.ts';

export const textMutators = { ...elementMutators, ...plausibleMutators, ...valueMutators, ...writingMutators };
export type TextMutatorName = keyof typeof textMutators;
export type ByteMutatorName = keyof typeof byteMutators;

/**
 * Where the hand is laid on: `outside` by anybody on the finished Sendung; the others by an insider with keys of its
 * own: on the header, the encryption, the SignedInfo, the author's document after its signature (`plain`) or before
 * (`author`). What follows is signed and encrypted as it should be.
 */
export const layers = ['outside', 'header', 'encrypted', 'signedInfo', 'plain', 'author'] as const;
export type Layer = (typeof layers)[number];

/** The valid Sendungen that mutants are made of. */
export const bases = ['ec', 'rsa', 'anlagen', 'kurz'] as const;
export type BaseName = (typeof bases)[number];

interface Base {
  readonly typ: MessageType;
  readonly sender: string;
  readonly anlagen: Forgery['anlagen'];
}
const VOLLSTRECKUNG = 'vst:053150000001';
const ANLAGEN = [
  { name: 'foto.jpg', mediaType: 'image/jpeg', bytes: Buffer.from('ffd8ffe000104a464946', 'hex') },
  { name: 'Messprotokoll Ümläut.txt', mediaType: 'text/plain', bytes: Buffer.from('79 km/h') },
];
export const baseOf: Readonly<Record<BaseName, Base>> = {
  ec: { typ: 'fahrerermittlung.ersuchen.1120', sender: BGB, anlagen: [] },
  rsa: { typ: 'fahrerermittlung.ergebnis.1121', sender: POLIZEI, anlagen: [] },
  anlagen: { typ: 'fahrerermittlung.ersuchen.1120', sender: BGB, anlagen: ANLAGEN },
  kurz: { typ: 'vollstreckung.erledigung.3070', sender: VOLLSTRECKUNG, anlagen: [] },
};

/** One change: which mutator, with which random numbers. */
export interface Step {
  readonly mutator: TextMutatorName | ByteMutatorName;
  readonly seed: number;
}

/** Everything that makes a mutant again; keys and UUIDs are new each time. */
export interface Recipe {
  readonly base: BaseName;
  readonly layer: Layer;
  readonly steps: readonly Step[];
}

/** A mutant with the Sendung it came from, and what an insider signed where that is something else. */
export interface Mutant {
  readonly bytes: Buffer;
  readonly original: Forged;
  /** the author's document as changed before it was signed */
  readonly authored?: string;
  readonly sender: string;
}

const textNames = Object.keys(textMutators) as [TextMutatorName, ...TextMutatorName[]];
/** Changes that get far: one in three, or most mutants would end at the first check. */
const far: readonly [TextMutatorName, ...TextMutatorName[]] = [
  'base64',
  'base64',
  'point',
  'certificate',
  'exchangeTexts',
  'swapElements',
  ...(Object.keys(plausibleMutators) as TextMutatorName[]),
];
const byteNames = Object.keys(byteMutators) as [ByteMutatorName, ...ByteMutatorName[]];
const isText = (name: string): name is TextMutatorName => name in textMutators;

/** The recipe of one case of a run: the same for the same numbers. */
export function recipeOf(seed: number, index: number): Recipe {
  const random = new Random(seed ^ Math.imul(index + 1, 0x9e3779b1));
  const layer = random.oneIn(2) ? 'outside' : random.pick(layers);
  const steps: Step[] = [];
  do {
    const bytes = (layer === 'outside' || layer === 'plain') && random.oneIn(4);
    const names = random.oneIn(3) ? far : bytes ? byteNames : textNames;
    steps.push({ mutator: random.pick<TextMutatorName | ByteMutatorName>(names), seed: random.uint32() });
  } while (random.oneIn(2) && steps.length < 5);
  return { base: random.pick(bases), layer, steps };
}

/** Applies steps to a text; a step on bytes ends with bytes. */
function apply(steps: readonly Step[], input: string | Buffer): string | Buffer {
  let value = input;
  for (const { mutator, seed } of steps) {
    const random = new Random(seed);
    value = isText(mutator)
      ? textMutators[mutator](value.toString('utf8'), random)
      : byteMutators[mutator](Buffer.from(value as string), random);
  }
  return value;
}

/** Base Sendungen of an installation, made once: forging costs more than checking. */
export class Workshop {
  readonly #pkiDir: string;
  readonly #messages = new Map<BaseName, string>();
  readonly #originals = new Map<string, Forged>();

  constructor(pkiDir: string) {
    this.#pkiDir = pkiDir;
  }

  /** The valid Sendung that mutants of this base come from. */
  original(base: BaseName): Forged {
    const known = this.#originals.get(base) ?? this.#forge(base);
    this.#originals.set(base, known);
    return known;
  }

  /** Makes a mutant; `undefined` where the change leaves nothing that could be signed. */
  make({ base, layer, steps }: Recipe): Mutant | undefined {
    const original = this.original(base);
    const { sender } = baseOf[base];
    const text = (xml: string): string => apply(steps, xml).toString('utf8');
    if (layer === 'outside') return { bytes: Buffer.from(apply(steps, original.bytes)), original, sender };
    try {
      if (layer === 'signedInfo') {
        const { key } = loadKeyStore(this.#pkiDir, BGB).signature;
        return {
          bytes: Buffer.from(resign(this.original('ec').xml, key, text)),
          original: this.original('ec'),
          sender: BGB,
        };
      }
      let authored: string | undefined;
      const { bytes } = this.#forge(base, {
        ...(layer === 'header' ? { openHeader: text } : {}),
        ...(layer === 'encrypted' ? { encrypted: text } : {}),
        ...(layer === 'plain' ? { plain: (plain) => apply(steps, plain) } : {}),
        ...(layer === 'author' ? { beforeAuthor: (content) => (authored = text(content)) } : {}),
      });
      return { bytes, original, sender, ...(authored === undefined ? {} : { authored }) };
    } catch {
      return undefined;
    }
  }

  #forge(base: BaseName, more: Forgery = {}): Forged {
    const { typ, sender, anlagen = [] } = baseOf[base];
    const nachricht = this.#messages.get(base) ?? freshMessage(typ);
    this.#messages.set(base, nachricht);
    return forge(this.#pkiDir, { nachricht, anlagen, author: loadKeyStore(this.#pkiDir, sender).signature, ...more });
  }
}
