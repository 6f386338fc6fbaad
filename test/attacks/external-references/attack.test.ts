import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { refuseEach, useTarget } from '../support.ts';
import { casesFor } from './generator.ts';

let called = 0;
const bait = createServer((_, response) => {
  called += 1;
  response.end('<!ENTITY x "geholt">');
}).listen(0, '127.0.0.1');
await once(bait, 'listening');

describe('row 8: references to the outside', () => {
  const target = useTarget();
  afterAll(() => bait.close());
  refuseEach(target, casesFor(`http://127.0.0.1:${(bait.address() as AddressInfo).port}/koeder`));

  it('never called the address that they named', () => expect(called).toBe(0));
});
