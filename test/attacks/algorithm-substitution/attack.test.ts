import { describe } from 'vitest';
import { refuseEach, useTarget } from '../support.ts';
import { cases } from './generator.ts';

describe('row 13: algorithm substitution', () => refuseEach(useTarget(), cases));
