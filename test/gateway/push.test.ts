import { describe, expect, it } from 'vitest';
import { pauseOf } from '../../src/gateway/push.ts';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const pause = (status: number, wanted?: string | string[]) =>
  pauseOf({ status, headers: wanted === undefined ? {} : { 'retry-after': wanted } }, NOW);

describe('pause that a recipient asks for', () => {
  it('is read as seconds or as a date', () => {
    expect(pause(429, '30')).toBe(30_000);
    expect(pause(503, 'Mon, 23 Nov 2026 10:02:00 GMT')).toBe(120_000);
  });

  it('lasts from a second to an hour', () => {
    expect([pause(429, '0'), pause(503, '999999999')]).toEqual([1000, 3_600_000]);
    expect(pause(503, 'Mon, 23 Nov 2020 10:00:00 GMT')).toBe(1000);
  });

  it('is none where none can be read, and where the answer is another one', () => {
    expect([pause(429), pause(503, 'bald'), pause(503, ''), pause(429, ['1', '2'])]).toEqual(Array(4).fill(undefined));
    expect([pause(500, '5'), pause(200, '5'), pause(502, '5')]).toEqual(Array(3).fill(undefined));
  });
});
