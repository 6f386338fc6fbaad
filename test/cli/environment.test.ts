import { describe, expect, it } from 'vitest';
import { environmentFault } from '../../src/cli/environment.ts';
import { fault } from '../../src/platform/errors.ts';

const postgres = (code: string, message: string): Error => Object.assign(new Error(message), { code });
const told = (error: unknown): [string, string | undefined] => {
  const { code, detail } = environmentFault(error);
  return [code, detail];
};

describe('what a fault of the database is called on the command line', () => {
  it.each([
    ['a role that is refused', postgres('28000', 'role "x" is not permitted')],
    ['a database that is not there', postgres('3D000', 'database "x" does not exist')],
    ['a right that is missing', postgres('42501', 'permission denied for table sendung')],
  ])('%s, thrown by itself or by the ledger', (_, cause) => {
    const detail = `PostgreSQL meldet: ${cause.message}.`;
    expect(told(cause)).toEqual(['DATABASE', detail]);
    expect(told(fault('INTERNAL', { cause }))).toEqual(['DATABASE', detail]);
  });

  it('a server that is away: the reason, and not that a sender should send again', () => {
    const cause = postgres('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1');
    expect(told(fault('STORE_UNAVAILABLE', { cause }))).toEqual([
      'DATABASE',
      'PostgreSQL meldet: connect ECONNREFUSED 127.0.0.1:1.',
    ]);
  });

  it.each(['3F000', '42P01', '42703', '42883'])('no store of this version (%s)', (code) => {
    const [name, detail] = told(fault('INTERNAL', { cause: postgres(code, 'relation "sendung" does not exist') }));
    expect([name, detail]).toEqual(['DATABASE', expect.stringMatching(/kein Speicher dieser Version/)]);
  });

  it('leaves everything else as it is', () => {
    expect(told(fault('INTERNAL', { cause: postgres('22001', 'value too long') }))[0]).toBe('INTERNAL');
    expect(told(fault('STORE_UNAVAILABLE'))[0]).toBe('STORE_UNAVAILABLE');
    expect(told(fault('NOT_FOUND'))[0]).toBe('NOT_FOUND');
    expect(told(new Error('x'))[0]).toBe('INTERNAL');
  });
});
