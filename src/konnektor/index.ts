/** What an authority embeds: seal, send, fetch, acknowledge, open; a durable inbox and a push endpoint. */
export type { Anlage, Kopf, Receipt, Refusal, Verdict } from '../envelope/index.ts';
export { type Endpoint, openEndpoint, PUSH_PATH } from './endpoint.ts';
export type { Handed, HandleOptions, Handler } from './handle.ts';
export { Inbox, type InboxEntry } from './inbox.ts';
export {
  inboxFile,
  Konnektor,
  type KonnektorOptions,
  type Received,
  type Sealed,
  type SendResult,
} from './konnektor.ts';
export type { OnTrouble } from './pull.ts';
export { type Answer, type Patience, sleep, TlsClient, type TlsIdentity } from './transport.ts';
