import type { Breaks } from './tools.ts';

export const anzeige: Breaks = {};
