import { describe } from 'vitest';
import { refuseEach, useTarget } from '../support.ts';
import { cases } from './generator.ts';

describe('row 4: comments and processing instructions', () => refuseEach(useTarget(), cases));
