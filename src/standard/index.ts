/**
 * The message standard XBußgeld 0.1 (draft): its catalogue, the mapping between XML and typed objects, header, samples
 * and the two messages of the administration theme. The schemas in `xsd/xbussgeld` are the source of all of it.
 */
export {
  type Beteiligte,
  behoerde,
  nachrichtenkopf,
  type Produkt,
  type QuittungAngaben,
  quittung0020,
  type RueckweisungAngaben,
  rueckweisung0010,
  type Verwaltungskopf,
} from './administration.ts';
export { type BuildOptions, build } from './build.ts';
export {
  type Antwortfrist,
  catalogue,
  definitionOf,
  isMessageType,
  type MessageDefinition,
  type Rolle,
  typeByNumber,
} from './catalogue.ts';
export { NAMESPACE, PREFIX, STANDARD, VERSION } from './descriptor.ts';
export type * from './generated/types.ts';
export { type HeaderParty, type HeaderVorgang, type MessageHeader, readHeader } from './header.ts';
export type { Message, MessageType } from './message.ts';
export { parse } from './parse.ts';
export { type Overrides, sample } from './sample.ts';
export { type Leaf, leaves } from './walk.ts';
