import { describe } from 'vitest';
import { refuseEach, useTarget } from '../support.ts';
import { cases } from './generator.ts';

describe('row 6: text split by comments', () => refuseEach(useTarget(), cases));
