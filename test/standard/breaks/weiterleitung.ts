import type { Breaks } from './tools.ts';

export const weiterleitung: Breaks = {};
