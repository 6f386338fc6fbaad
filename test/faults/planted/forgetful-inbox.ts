/** A Konnektor with a fault: its inbox does not look whether a Sendung has arrived before. */
import { DatabaseSync } from 'node:sqlite';
import { Inbox } from '../../../src/konnektor/index.ts';

const UNIQUE = 'ON CONFLICT (uuid) DO NOTHING';
const { prepare } = DatabaseSync.prototype;

DatabaseSync.prototype.prepare = function (sql, ...rest) {
  if (!sql.startsWith('INSERT INTO eingang')) return prepare.call(this, sql, ...rest);
  if (!sql.includes(UNIQUE)) throw new Error('the statement to spoil reads differently now');
  return prepare.call(
    this,
    sql.replace(UNIQUE, 'ON CONFLICT (uuid) DO UPDATE SET erledigt = 0, bytes = excluded.bytes'),
    ...rest,
  );
};
Inbox.prototype.acknowledged = () => undefined;
