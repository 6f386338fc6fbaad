import type { MessageType } from '../message.ts';
import type { Samples } from './case.ts';

/** Register of driver fitness and the costs of the holder. */
export const register: Samples<Extract<MessageType, `${'register' | 'kosten'}.${string}`>> = {};
