import { describe } from 'vitest';
import { refuseEach, useTarget } from '../support.ts';
import { cases } from './generator.ts';

describe('row 7: DOCTYPE', () => refuseEach(useTarget(), cases));
