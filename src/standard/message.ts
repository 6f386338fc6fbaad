import type { MessageMap } from './generated/types.ts';

/** Full name of a message type, e.g. `fahrerermittlung.ersuchen.1120`. */
export type MessageType = keyof MessageMap;

/** A message as an object; `typ` tells the variants apart. */
export type Message<T extends MessageType = MessageType> = MessageMap[T];
