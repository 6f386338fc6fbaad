import type { Breaks } from './tools.ts';

export const verfahren: Breaks = {};
