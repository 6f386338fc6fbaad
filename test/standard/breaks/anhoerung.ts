import type { Breaks } from './tools.ts';

export const anhoerung: Breaks = {};
