import type { MessageType } from '../message.ts';
import type { Samples } from './case.ts';

/** Handing the case over in two phases. */
export const abgabe: Samples<Extract<MessageType, `${'abgabe'}.${string}`>> = {};
