import { expect, it } from 'vitest';
import { eigeneUuid } from '../../../src/gateway/fristen/kennung.ts';
import { isUuid } from '../../../src/platform/ids.ts';

it('the UUID of a warning follows from what it says, and is one of RFC 9562', () => {
  const about = ['warnung', '20260815-0000-4000-8000-000000141713', '2026-11-14', '7', 'bgb:145110000001'];
  const uuid = eigeneUuid(...about);
  expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(isUuid(uuid)).toBe(true);
  expect(eigeneUuid(...about)).toBe(uuid);
  const others = about.map((_, index) => eigeneUuid(...about.map((part, at) => (at === index ? `${part}x` : part))));
  expect(new Set([uuid, ...others, eigeneUuid('ab', 'c'), eigeneUuid('a', 'bc')]).size).toBe(about.length + 3);
});
