import { describe } from 'vitest';
import { refuseEach, useTarget } from '../support.ts';
import { cases } from './generator.ts';

describe('row 11: costly canonical forms', () => refuseEach(useTarget(), cases));
