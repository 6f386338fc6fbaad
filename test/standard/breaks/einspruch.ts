import type { Breaks } from './tools.ts';

export const einspruch: Breaks = {};
