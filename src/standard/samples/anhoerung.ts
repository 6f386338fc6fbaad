import type { MessageType } from '../message.ts';
import type { Samples } from './case.ts';

/** Hearing of the person concerned. */
export const anhoerung: Samples<Extract<MessageType, `${'anhoerung' | 'verwarnung'}.${string}`>> = {};
