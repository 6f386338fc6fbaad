import type { Breaks } from './tools.ts';

export const abgabe: Breaks = {};
