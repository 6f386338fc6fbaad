import type { MessageType } from '../message.ts';
import type { Samples } from './case.ts';

/** Driving ban and custody of the licence. */
export const fahrverbot: Samples<Extract<MessageType, `${'fahrverbot'}.${string}`>> = {};
