/**
 * The envelope: how a message is sealed and opened, what a receipt, a refusal and an acknowledgement are. Knows
 * nothing of HTTP, stores or queues, so that gateway and Konnektor use the same code.
 */
export { type Acknowledgement, makeAcknowledgement, openAcknowledgement } from './acknowledgement.ts';
export { bindContent } from './bind.ts';
export { type Kopf, messageNumber } from './kopf.ts';
export { MEDIA_TYPE, TRANSPORT_NS } from './namespaces.ts';
export {
  type OpenedContent,
  type Opener,
  openContent,
  readSendung,
  type ShapedSendung,
  shapeSendung,
  trustSigner,
  type VerifiedSendung,
  verifySendung,
} from './open.ts';
export { makeReceipt, openReceipt, type Receipt, receiptCovers, type Stelle, type Verdict } from './receipt.ts';
export { makeRefusal, openRefusal, type Refusal } from './refusal.ts';
export { type Anlage, type Reader, type SealRequest, seal, sealSigned } from './seal.ts';
export type { Signer, Trust, Verification } from './signed.ts';
