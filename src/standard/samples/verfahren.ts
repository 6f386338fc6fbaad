import type { MessageType } from '../message.ts';
import type { Samples } from './case.ts';

/** Outcome, inspection of files, limitation and correction. */
export const verfahren: Samples<Extract<MessageType, `${'verfahren'}.${string}`>> = {};
