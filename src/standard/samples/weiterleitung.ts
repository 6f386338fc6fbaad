import type { MessageType } from '../message.ts';
import type { Samples } from './case.ts';

/** What a wrong reader does with a message. */
export const weiterleitung: Samples<Extract<MessageType, `${'weiterleitung'}.${string}`>> = {};
