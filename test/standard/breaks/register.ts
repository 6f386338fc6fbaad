import type { Breaks } from './tools.ts';

export const register: Breaks = {};
