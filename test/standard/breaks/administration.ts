import type { Breaks } from './tools.ts';

export const administration: Breaks = {};
