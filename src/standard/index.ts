/**
 * The message standard XBußgeld 1.0 (draft): its catalogue, the mapping between XML and typed objects, header, samples
 * and the two messages of the administration theme, all drawn from the schemas in `xsd/xbussgeld`; and the validation
 * of messages with code lists (`xsd/codelisten`), characters and rules (`xsd/schematron`).
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
export { type CodeList, CodeLists, type CodeRow, ownCodeList } from './codelists.ts';
export { type DinType, NAMESPACE, PREFIX, STANDARD, VERSION } from './descriptor.ts';
export { type CharacterVerdict, checkCharacters, codePointName } from './din91379.ts';
export type * from './generated/types.ts';
export { type HeaderParty, type HeaderVorgang, type MessageHeader, readHeader } from './header.ts';
export type { Message, MessageType } from './message.ts';
export { parse } from './parse.ts';
export { type Overrides, sample } from './sample.ts';
export type { RuleDescription } from './schematron.ts';
export { SERVICE_ID, serviceBetween } from './service-id.ts';
export { appliesOn, findTatbestand, type Tatbestand } from './tatbestand.ts';
export { firstFault, type Validation, Validator, type ValidatorOptions, validateMessage } from './validate.ts';
export { currentVersion, type StandardVersion } from './version.ts';
export { loadVersion, loadVersions } from './version-folder.ts';
export { type Leaf, leaves } from './walk.ts';
