import type { MessageType } from '../message.ts';
import type { Samples } from './case.ts';

/** Appeal and what follows. */
export const einspruch: Samples<Extract<MessageType, `${'einspruch'}.${string}`>> = {};
