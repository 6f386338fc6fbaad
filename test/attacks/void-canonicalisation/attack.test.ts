import { describe } from 'vitest';
import { refuseEach, useTarget } from '../support.ts';
import { cases } from './generator.ts';

describe('row 12: void canonical forms', () => refuseEach(useTarget(), cases));
