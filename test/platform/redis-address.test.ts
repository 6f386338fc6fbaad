import { describe, expect, test } from 'vitest';
import { loadSettings, settingsReference } from '../../src/platform/index.ts';
import { parseRedisAddress } from '../../src/platform/redis-address.ts';

const nothing = { username: undefined, password: undefined, sentinelUsername: undefined, sentinelPassword: undefined };

describe('the address of a Redis', () => {
  test('names one server', () => {
    expect(parseRedisAddress('redis://queue')).toEqual({
      ...nothing,
      kind: 'single',
      tls: false,
      nodes: [{ host: 'queue', port: 6379 }],
      database: 0,
      master: undefined,
      caFile: undefined,
    });
    expect(parseRedisAddress('rediss://app:p%40ss:w%2Fort@[::1]:6380/3?ca=/etc/ca.pem')).toMatchObject({
      tls: true,
      nodes: [{ host: '::1', port: 6380 }],
      username: 'app',
      password: 'p@ss:w/ort',
      database: 3,
      caFile: '/etc/ca.pem',
    });
    expect(parseRedisAddress('redis://:geheim@queue:1')).toMatchObject({ username: undefined, password: 'geheim' });
  });

  test('names sentinels and the master that they watch', () => {
    const address = 'redis+sentinel://:a@s1,s2:26380,10.0.0.3/post?db=2&sentinelPassword=b%26c';
    expect(parseRedisAddress(address)).toMatchObject({
      kind: 'sentinel',
      nodes: [
        { host: 's1', port: 26_379 },
        { host: 's2', port: 26_380 },
        { host: '10.0.0.3', port: 26_379 },
      ],
      master: 'post',
      password: 'a',
      sentinelPassword: 'b&c',
      database: 2,
    });
  });

  test('names nodes of a cluster', () => {
    expect(parseRedisAddress('rediss+cluster://n1,n2:7000')).toMatchObject({
      kind: 'cluster',
      tls: true,
      nodes: [
        { host: 'n1', port: 6379 },
        { host: 'n2', port: 7000 },
      ],
    });
  });

  test.each([
    'http://queue',
    'redis://',
    'redis://a,b',
    'redis://queue:0',
    'redis://queue:70000',
    'redis://queue/eins',
    'redis://queue?ca=/etc/ca.pem',
    'redis://queue?db=1',
    'redis://%zz@queue',
    'redis://qu eue',
    'redis+sentinel://s1,s2',
    'redis+sentinel://s1,,s2/post',
    'redis+sentinel://s1/post?db=x',
    'redis+sentinel://s1/post?password=x',
    'redis+cluster://n1,n2/1',
    'redis+cluster://',
    'redis+ring://n1',
  ])('is not %s', (text) => {
    expect(parseRedisAddress(text)).toBeUndefined();
  });
});

describe('the setting redisUrl', () => {
  test('takes each form', () => {
    for (const redisUrl of ['redis://q', 'redis+sentinel://s/post', 'redis+cluster://n']) {
      expect(loadSettings({ BLAUPAUSE_REDIS_URL: redisUrl }).redisUrl).toBe(redisUrl);
    }
  });

  test('names the forms, and never the password in what is wrong', () => {
    const wrong = { BLAUPAUSE_REDIS_URL: 'redis+sentinel://:streng-geheim@s1,s2' };
    expect(() => loadSettings(wrong)).toThrow(/redis\+sentinel:\/\/host1:26379,host2:26379\/mastername/);
    expect(() => loadSettings(wrong)).not.toThrow(/streng-geheim/);
    expect(settingsReference()).toContain('redis+cluster://');
  });
});
