import { describe } from 'vitest';
import { refuseEach, useTarget } from '../support.ts';
import { cases } from './generator.ts';

describe('row 2: duplicate identifiers', () => refuseEach(useTarget(), cases));
