import { describe } from 'vitest';
import { refuseEach, useTarget } from '../support.ts';
import { cases } from './generator.ts';

describe('row 3: structure of the signature', () => refuseEach(useTarget(), cases));
