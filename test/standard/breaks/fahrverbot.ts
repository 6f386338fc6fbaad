import type { Breaks } from './tools.ts';

export const fahrverbot: Breaks = {};
