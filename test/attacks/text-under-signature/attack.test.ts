import { describe } from 'vitest';
import { refuseEach, useTarget } from '../support.ts';
import { cases } from './generator.ts';

describe('row 5: text changed under a valid signature', () => refuseEach(useTarget(), cases));
