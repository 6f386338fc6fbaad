import { describe } from 'vitest';
import { refuseEach, useTarget } from '../support.ts';
import { cases } from './generator.ts';

describe('row 14: weak and wrong keys', () => refuseEach(useTarget(), cases));
