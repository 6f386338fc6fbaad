import { canonicalJson } from '../platform/canonical-json.ts';
import { sha256 } from '../platform/ids.ts';
import { type Leaf, makeLeaf } from './leaf.ts';

/** The leaf of a protocol of deletions: in the place of a Sendung's hash it bears that of the protocol. */
export const deletionLeaf = (id: string, bericht: unknown, zeit: Date): Leaf =>
  makeLeaf({ ereignis: 'geloescht', uuid: id, sha256: sha256(canonicalJson(bericht)), zeit, beleg: bericht });
