import { describe } from 'vitest';
import { refuseEach, useTarget } from '../support.ts';
import { cases } from './generator.ts';

describe('row 1: signature wrapping', () => refuseEach(useTarget(), cases));
