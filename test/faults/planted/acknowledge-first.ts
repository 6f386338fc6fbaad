/** A Konnektor with a fault: it signs for a Sendung first and stores it a moment later. */
import { Inbox } from '../../../src/konnektor/index.ts';

const LATER_MS = 300;
const { store } = Inbox.prototype;

Inbox.prototype.store = function (uuid, sha256, bytes, abholung, at) {
  setTimeout(() => void store.call(this, uuid, sha256, bytes, abholung, at), LATER_MS);
  return { abholung, fresh: true };
};
