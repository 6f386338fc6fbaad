import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type DeliveryQueue,
  Dispatcher,
  type DispatcherOptions,
  type DispatchSettings,
  openQueue,
  type Push,
  type Way,
} from '../../src/dispatch/index.ts';
import { deliveryPriority } from '../../src/gateway/priority.ts';
import type { OutboxStatus } from '../../src/ledger/index.ts';
import { fault } from '../../src/platform/errors.ts';
import { sha256Hex } from '../../src/platform/ids.ts';
import { addDays } from '../../src/procedure/index.ts';
import type { TestDatabase } from './database.ts';
import { newSendung } from './sendung.ts';

/** What a backend brings to the contract. */
export interface Backend {
  readonly name: string;
  readonly database: () => TestDatabase;
  readonly redisUrl: () => string | undefined;
  /** takes away everything that the queue holds */
  readonly loseEverything: () => Promise<void>;
}

export const until = async (holds: () => boolean | Promise<boolean>, what: string, ms = 30_000): Promise<void> => {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`did not come true in ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
};

/** Short times, so that hours of retrying pass in seconds. */
const QUICK: Partial<DispatchSettings> = {
  attempts: 3,
  backoffMs: 40,
  timeoutMs: 2000,
  reconcileMs: 300,
  pollMs: 50,
  lockMs: 1000,
  failuresToOpen: 1000,
  openMs: 200,
  graceMs: 1000,
};

const MAILBOX = 'pol:092761440001';
const PUSH = 'kba:010010000001';
const BROKEN = 'zst:145110000001';
const wayTo = (empfaenger: string): Way =>
  empfaenger === MAILBOX ? { way: 'postfach' } : { way: 'push', endpoint: `https://${empfaenger}.example` };

let run = 0;

/** One contract; every backend keeps all of it. */
export const dispatchContract = ({ name, database, redisUrl, loseEverything }: Backend): void => {
  describe(`dispatch on ${name}`, () => {
    let prefix = '';
    let open: (Dispatcher | DeliveryQueue)[] = [];
    /** how often each Sendung reached a reader, by UUID */
    let received = new Map<string, number>();
    const accept: Push = async (_endpoint, bytes, _signal, { uuid }) => {
      received.set(uuid, (received.get(uuid) ?? 0) + 1);
      return { acknowledgement: Buffer.from(`empfangen ${sha256Hex(bytes)}`) };
    };

    beforeEach(() => {
      run += 1;
      prefix = `test-${process.pid}-${run}`;
      received = new Map();
    });
    afterEach(async () => {
      await Promise.all(open.map((one) => one.close()));
      open = [];
      const { pool } = database();
      await pool.query("UPDATE blaupause.ausgang SET status = 'abgeholt'");
    });

    const queue = async (): Promise<DeliveryQueue> =>
      openQueue({ redisUrl: redisUrl(), databaseUrl: database().url, prefix });

    const dispatcher = async (over: Partial<DispatcherOptions> = {}, start = true): Promise<Dispatcher> => {
      const { settings, ...rest } = over;
      const one = new Dispatcher({
        queue: await queue(),
        ledger: database().ledger,
        wayTo,
        push: accept,
        settings: { ...QUICK, ...settings },
        ...rest,
      });
      open.push(one);
      if (start) await one.start();
      return one;
    };

    const record = async (empfaenger: string, count = 1, prioritaet = 100): Promise<string[]> => {
      const uuids: string[] = [];
      for (let at = 0; at < count; at += 1) {
        const sendung = newSendung({ prioritaet, eingegangen: new Date() });
        await database().ledger.record({ ...sendung, kopf: { ...sendung.kopf, empfaenger } });
        uuids.push(sendung.uuid);
      }
      return uuids;
    };
    const status = async (uuid: string): Promise<OutboxStatus | undefined> =>
      (await database().ledger.findByUuid(uuid))?.status;
    const allHave = (uuids: readonly string[], wanted: OutboxStatus) => async () => {
      const found = await Promise.all(uuids.map(status));
      return found.every((one) => one === wanted);
    };
    const times = (uuids: readonly string[]): number[] => uuids.map((uuid) => received.get(uuid) ?? 0);
    const once1 = (uuids: readonly string[]) => uuids.map(() => 1);

    it('finds jobs that are put off beyond an instant, and those alone', async () => {
      const one = await queue();
      open.push(one);
      const [late, soon] = [newSendung().uuid, newSendung().uuid];
      const delays = { [late]: 3_600_000, [soon]: 60_000 };
      await one.add(
        Object.entries(delays).map(([uuid, delay]) => ({
          name: PUSH,
          data: { uuid, sha256: '' },
          opts: { jobId: uuid, priority: 1, delay },
        })),
      );
      const now = Date.now();
      expect(await one.putOffBeyond(now, 10)).toEqual([late, soon]);
      expect(await one.putOffBeyond(now, 1)).toEqual([late]);
      expect(await one.putOffBeyond(now + 120_000, 10)).toEqual([late]);
      expect(await one.putOffBeyond(now + 7_200_000, 10)).toEqual([]);
      expect(await one.callUp(late)).toBe(true);
      expect(await one.putOffBeyond(now, 10)).toEqual([soon]);
    });

    it('pushes each Sendung once and keeps the reader’s acknowledgement', async () => {
      const one = await dispatcher();
      const uuids = await record(PUSH, 20);
      await until(allHave(uuids, 'zugestellt'), 'all delivered');
      expect(times(uuids)).toEqual(once1(uuids));
      const { bytes } = (await database().ledger.abholung(uuids[0] ?? '')) ?? {};
      const { sha256 } = (await database().ledger.findByUuid(uuids[0] ?? '')) ?? {};
      expect(bytes?.toString()).toBe(`empfangen ${sha256?.toString('hex')}`);
      await until(async () => {
        const counts = await one.counts();
        return counts.waiting + counts.active + counts.delayed + counts.failed === 0;
      }, 'queue empty');
    });

    it('lays a Sendung in the mailbox of a reader that fetches', async () => {
      await dispatcher();
      const uuids = await record(MAILBOX, 5);
      await until(allHave(uuids, 'bereitgestellt'), 'all in the mailbox');
      expect(times(uuids)).toEqual([0, 0, 0, 0, 0]);
    });

    it('delivers what waited before it started, nearest deadline first', async () => {
      const late = await record(PUSH, 3, 5000);
      const soon = await record(PUSH, 3, 5);
      await dispatcher({ settings: { concurrency: 1 } });
      await until(allHave([...late, ...soon], 'zugestellt'), 'all delivered');
      expect([...received.keys()].slice(0, 3).toSorted()).toEqual(soon.toSorted());
    });

    it('is not disturbed by a job that is added again and again, or runs after delivery', async () => {
      const one = await dispatcher();
      const uuids = await record(PUSH, 10);
      for (let at = 0; at < 10; at += 1) await one.reconcile();
      await until(allHave(uuids, 'zugestellt'), 'all delivered');
      const again = await queue();
      open.push(again);
      const rows = await Promise.all(uuids.map((uuid) => database().ledger.findByUuid(uuid)));
      await again.add(
        rows.flatMap((row) =>
          row
            ? [
                {
                  name: PUSH,
                  data: { uuid: row.uuid, sha256: row.sha256.toString('hex') },
                  opts: { jobId: row.uuid, removeOnComplete: true },
                },
              ]
            : [],
        ),
      );
      await until(async () => {
        const { waiting, active } = await one.counts();
        return waiting + active === 0;
      }, 'jobs consumed');
      expect(times(uuids)).toEqual(once1(uuids));
    });

    it('tries a reader that refuses a Sendung again, then makes a dead letter, and delivers it when the operator puts it back', async () => {
      let broken = true;
      let attempts = 0;
      const push: Push = async (...call) => {
        if (!broken) return accept(...call);
        attempts += 1;
        throw fault('DELIVERY_REFUSED');
      };
      const one = await dispatcher({ push });
      const [uuid = ''] = await record(PUSH);
      await until(async () => (await status(uuid)) === 'unzustellbar', 'dead letter');
      expect(attempts).toBe(3);
      expect(await one.listDead()).toMatchObject([{ uuid, fehlercode: 'DELIVERY_REFUSED', versuche: 3 }]);
      expect(await one.reconcile()).toMatchObject({ open: 0, abandoned: 0 });
      expect(await status(uuid)).toBe('unzustellbar');
      broken = false;
      expect(await one.retryDead({ uuid })).toBe(1);
      await until(allHave([uuid], 'zugestellt'), 'delivered after all');
      expect(times([uuid])).toEqual([1]);
      expect(await one.retryDead({ uuid })).toBe(0);
      const zettel = (await database().ledger.laufzettel(uuid)).map(({ ereignis }) => ereignis);
      expect(zettel).toEqual(['eingegangen', 'geprueft', 'unzustellbar', 'wiedervorgelegt', 'zugestellt']);
    });

    it('recovers by itself when a reader fails only at first', async () => {
      const seen = new Map<string, number>();
      const push: Push = async (endpoint, bytes, signal, sendung) => {
        seen.set(sendung.uuid, (seen.get(sendung.uuid) ?? 0) + 1);
        if (seen.get(sendung.uuid) === 1) throw new Error('ECONNREFUSED');
        return accept(endpoint, bytes, signal, sendung);
      };
      await dispatcher({ push });
      const uuids = await record(PUSH, 5);
      await until(allHave(uuids, 'zugestellt'), 'all delivered');
      expect(times(uuids)).toEqual(once1(uuids));
    });

    it('puts back all dead letters at once, also without a running worker', async () => {
      const failing = await dispatcher({
        push: async () => Promise.reject(fault('DELIVERY_REFUSED')),
        settings: { attempts: 1 },
      });
      const uuids = await record(PUSH, 12);
      await until(allHave(uuids, 'unzustellbar'), 'all dead');
      await failing.close();
      const operator = await dispatcher({}, false);
      expect(await operator.retryDead('all')).toBe(12);
      expect(await operator.listDead()).toEqual([]);
      await dispatcher();
      await until(allHave(uuids, 'zugestellt'), 'all delivered');
      expect(times(uuids)).toEqual(once1(uuids));
    });

    it.each([1, 3])('delivers a dead letter of %i attempts that was put back in the ledger alone', async (attempts) => {
      let broken = true;
      const push: Push = async (...call) => {
        if (broken) throw fault('DELIVERY_REFUSED');
        return accept(...call);
      };
      await dispatcher({ push, settings: { attempts } });
      const [uuid = ''] = await record(PUSH);
      await until(async () => (await status(uuid)) === 'unzustellbar', 'dead letter');
      broken = false;
      expect((await database().ledger.wiedervorlegen(uuid)).changed).toBe(true);
      await until(allHave([uuid], 'zugestellt'), 'delivered after all');
      const { rows } = await database().pool.query<{ versuche: number }>(
        'SELECT versuche FROM blaupause.ausgang WHERE uuid = $1',
        [uuid],
      );
      expect(rows).toEqual([{ versuche: 0 }]);
    });

    it('gives up at once what no attempt can help: bytes that are not those of the outbox', async () => {
      const one = await dispatcher({}, false);
      const sendung = newSendung();
      await database().ledger.record({
        ...sendung,
        kopf: { ...sendung.kopf, empfaenger: PUSH },
        sha256: Buffer.alloc(32, 9),
      });
      await one.start();
      await until(allHave([sendung.uuid], 'unzustellbar'), 'dead letter');
      expect(received.size).toBe(0);
    });

    it('ends a push that does not answer in time, even one that ignores its signal', async () => {
      const push: Push = () => new Promise(() => {});
      await dispatcher({ push, settings: { timeoutMs: 50 }, fristOf: () => ({ pushMs: 200, postfachMs: 1000 }) });
      const uuids = await record(PUSH, 2);
      await until(allHave(uuids, 'unzustellbar'), 'dead letters');
    });

    it('restores a queue that lost everything in the middle, and delivers each Sendung exactly once', async () => {
      const push: Push = async (...call) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return accept(...call);
      };
      await dispatcher({ push, settings: { concurrency: 4, perRecipient: 4 } });
      const uuids = await record(PUSH, 150);
      await until(() => received.size > 20, 'some delivered');
      await loseEverything();
      const more = await record(PUSH, 20);
      await until(allHave([...uuids, ...more], 'zugestellt'), 'all delivered', 60_000);
      expect(times(uuids)).toEqual(once1(uuids));
      expect(times(more)).toEqual(once1(more));
    });

    it('made anew from the outbox after it lost everything, goes on in the order of the nearest deadline', async () => {
      const order: string[] = [];
      const hold = Promise.withResolvers<void>();
      const push: Push = async (endpoint, bytes, signal, sendung) => {
        order.push(sendung.uuid);
        if (order.length === 3) await hold.promise;
        return accept(endpoint, bytes, signal, sendung);
      };
      // deadlines in no order, kinds in no order; one day has several
      const days = [40, 3, 17, 3, 90, 1, 25, 8, 60, 12, 5, 33];
      const kinds = ['1120', '3020', '0020', '2010'];
      const due = new Map<string, number>();
      for (const [index, day] of days.entries()) {
        const kopf = { nachrichtentyp: `x.y.${kinds[index % kinds.length]}` };
        const priority = deliveryPriority(kopf, '2026-11-22', addDays('2026-11-22', day));
        const [uuid = ''] = await record(PUSH, 1, priority);
        due.set(uuid, priority);
      }
      const one = await dispatcher({ push, settings: { concurrency: 1, perRecipient: 1, lockMs: 5000 } });
      await until(() => order.length === 3, 'the third in hand');
      await loseEverything();
      await one.reconcile();
      hold.resolve();
      await until(allHave([...due.keys()], 'zugestellt'), 'all delivered');
      const urgency = [...new Set(order)].map((uuid) => due.get(uuid) ?? 0);
      expect(urgency).toEqual([...urgency].sort((a, b) => a - b));
      expect(times([...due.keys()])).toEqual(once1([...due.keys()]));
    });

    it('does not delay others while one reader is broken and another hangs', async () => {
      let hanging = 0;
      const push: Push = async (endpoint, bytes, signal, sendung) => {
        if (sendung.empfaenger === BROKEN) throw new Error('broken');
        if (sendung.empfaenger === 'kas:146120000001') {
          hanging += 1;
          return new Promise(() => {});
        }
        return accept(endpoint, bytes, signal, sendung);
      };
      // all of the broken readers' post is more urgent than anybody else's
      await record(BROKEN, 60, 1);
      await record('kas:146120000001', 60, 1);
      const uuids = await record(PUSH, 60, 1000);
      const one = await dispatcher({
        push,
        settings: { failuresToOpen: 3, openMs: 5000, timeoutMs: 20_000, concurrency: 8, perRecipient: 2 },
      });
      await until(allHave(uuids, 'zugestellt'), 'others delivered');
      // nobody waited for a hanging delivery to end: the first two are still in hand
      expect(hanging).toBe(2);
      expect(times(uuids)).toEqual(once1(uuids));
      expect((await one.counts()).openCircuits).toHaveLength(1);
    });

    it('probes a recovered reader and then delivers all that was put off', async () => {
      let broken = true;
      const push: Push = async (...call) => {
        if (broken) throw new Error('broken');
        return accept(...call);
      };
      const one = await dispatcher({
        push,
        settings: { failuresToOpen: 3, openMs: 100, maxOpenMs: 200 },
      });
      const uuids = await record(PUSH, 30);
      await until(async () => (await one.counts()).openCircuits.length === 1, 'circuit open');
      broken = false;
      await until(allHave(uuids, 'zugestellt'), 'all delivered');
      expect(times(uuids)).toEqual(once1(uuids));
    });

    it('gives a Sendung up whose reader stays away for too long, though no attempt counts while it is left alone', async () => {
      const push: Push = async () => Promise.reject(new Error('gone'));
      const settings = { failuresToOpen: 1, openMs: 50, maxOpenMs: 100 };
      await dispatcher({ push, settings, fristOf: () => ({ pushMs: 300, postfachMs: 1000 }) });
      const uuids = await record(PUSH, 5);
      await until(allHave(uuids, 'unzustellbar'), 'dead letters');
    });

    it('gives up what nobody fetches from its mailbox in time, and leaves the rest there', async () => {
      await dispatcher({ fristOf: () => ({ pushMs: 1000, postfachMs: 2_500 }) });
      const old = await record(MAILBOX, 3);
      await until(allHave(old, 'unzustellbar'), 'given up');
      const fresh = await record(MAILBOX, 2);
      await until(allHave(fresh, 'bereitgestellt'), 'in the mailbox');
      expect(await allHave(fresh, 'bereitgestellt')()).toBe(true);
      const [dead] = await database().ledger.toteSendungen();
      expect(dead?.fehlercode).toBe('MAILBOX_EXPIRED');
      await until(allHave(fresh, 'unzustellbar'), 'given up later');
    });

    it('after a rest of its own tries what has become too old before it gives anything up', async () => {
      const uuids = await record(PUSH, 10);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await dispatcher({ fristOf: () => ({ pushMs: 100, postfachMs: 100 }) });
      await until(allHave(uuids, 'zugestellt'), 'all delivered');
      expect(times(uuids)).toEqual(once1(uuids));
    });

    it('leaves a reader alone for as long as it asks, counts no attempt for that, and goes on afterwards', async () => {
      const asked: number[] = [];
      const push: Push = async (...call) => {
        if (asked.length < 3) {
          asked.push(Date.now());
          return { pauseMs: 700 };
        }
        return accept(...call);
      };
      const one = await dispatcher({ push, settings: { attempts: 1, concurrency: 1, perRecipient: 1 } });
      const uuids = await record(PUSH, 20);
      await until(allHave(uuids, 'zugestellt'), 'all delivered');
      const gaps = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
      expect(gaps.every((gap) => gap >= 700)).toBe(true);
      expect(times(uuids)).toEqual(once1(uuids));
      const { rows } = await database().pool.query(
        'SELECT 1 FROM blaupause.ausgang WHERE versuche > 0 AND uuid = ANY ($1)',
        [uuids],
      );
      expect(rows).toEqual([]);
      expect((await one.counts()).openCircuits).toEqual([]);
    });

    it('drains what waited for a reader that is back in order of the nearest deadline, and gently', async () => {
      let broken = true;
      let inHand = 0;
      const most: number[] = [];
      const order: string[] = [];
      const push: Push = async (endpoint, bytes, signal, sendung) => {
        if (broken) throw new Error('down');
        order.push(sendung.uuid);
        inHand += 1;
        most.push(inHand);
        await new Promise((resolve) => setTimeout(resolve, 10));
        inHand -= 1;
        return accept(endpoint, bytes, signal, sendung);
      };
      const one = await dispatcher({
        push,
        settings: {
          failuresToOpen: 3,
          openMs: 100,
          maxOpenMs: 400,
          backoffMs: 3_600_000,
          concurrency: 16,
          perRecipient: 4,
        },
      });
      const due = new Map<string, number>();
      for (let at = 0; at < 60; at += 1) {
        const priority = 1 + ((at * 37) % 60) * 100;
        const [uuid = ''] = await record(PUSH, 1, priority);
        due.set(uuid, priority);
      }
      await until(async () => {
        const { waiting, active, delayed } = await one.counts();
        return waiting + active === 0 && delayed === 60;
      }, 'all put off');
      broken = false;
      await until(allHave([...due.keys()], 'zugestellt'), 'all delivered');
      expect(times([...due.keys()])).toEqual(once1([...due.keys()]));
      // up to four are on their way at once, so that neighbours may change places
      const rank = [...due].sort(([, a], [, b]) => a - b).map(([uuid]) => uuid);
      const moved = order.slice(1).map((uuid, index) => Math.abs(rank.indexOf(uuid) - (index + 1)));
      expect(Math.max(...moved)).toBeLessThanOrEqual(4);
      expect(most.slice(0, 2)).toEqual([1, 1]);
      expect(Math.max(...most)).toBeLessThanOrEqual(4);
    });

    it('hands a job on when its worker is killed in the middle', async () => {
      const child = spawn(process.execPath, [new URL('./dispatch-child.ts', import.meta.url).pathname], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, QUEUE: JSON.stringify({ redisUrl: redisUrl(), databaseUrl: database().url, prefix }) },
      });
      const [ready] = await once(child.stdout, 'data');
      expect(String(ready)).toBe('ready\n');
      const uuids = await record(PUSH, 3);
      const [pushing] = await once(child.stdout, 'data');
      expect(String(pushing)).toContain('pushing');
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(await Promise.all(uuids.map(status))).toEqual(['wartet', 'wartet', 'wartet']);
      await dispatcher();
      await until(allHave(uuids, 'zugestellt'), 'delivered by the other', 60_000);
      expect(times(uuids)).toEqual(once1(uuids));
    });

    it('counts an attempt for a job that the queue gave up because its workers died', async () => {
      const [uuid = ''] = await record(PUSH);
      const raw = await queue();
      open.push(raw);
      const row = await database().ledger.findByUuid(uuid);
      const data = { uuid, sha256: row?.sha256.toString('hex') ?? '' };
      await raw.add([{ name: PUSH, data, opts: { jobId: uuid } }]);
      const worker = await raw.work(
        async () => Promise.reject(new Error('the worker died')),
        { concurrency: 1, lockMs: 1000 },
        () => {},
      );
      await until(async () => (await raw.counts()).failed === 1, 'given up by the queue');
      await worker.close(false);
      const one = await dispatcher({}, false);
      expect(await one.reconcile()).toMatchObject({ open: 1, abandoned: 1, restored: 1 });
      expect((await database().ledger.openOutbox({ limit: 10 }))[0]?.versuche).toBe(1);
      await one.start();
      await until(allHave([uuid], 'zugestellt'), 'delivered');
    });

    it('shares the work of many workers without doubling it', async () => {
      await Promise.all([dispatcher(), dispatcher(), dispatcher()]);
      const uuids = await record(PUSH, 120);
      await until(allHave(uuids, 'zugestellt'), 'all delivered');
      expect(times(uuids)).toEqual(once1(uuids));
    });

    it('lets deliveries in hand end when it closes, and leaves the rest to the next', async () => {
      const push: Push = async (...call) => {
        await new Promise((resolve) => setTimeout(resolve, 200));
        return accept(...call);
      };
      const uuids = await record(PUSH, 40);
      const one = await dispatcher({ push, settings: { concurrency: 4, perRecipient: 4 } });
      await until(() => received.size > 3, 'some delivered');
      await one.close();
      const count = received.size;
      expect(count).toBeLessThan(40);
      const delivered = (await Promise.all(uuids.map(status))).filter((one) => one === 'zugestellt');
      expect(delivered).toHaveLength(count);
      await dispatcher();
      await until(allHave(uuids, 'zugestellt'), 'the rest delivered');
      expect(times(uuids)).toEqual(once1(uuids));
    });

    it('stores reference and hash only', async () => {
      const seen: object[] = [];
      const raw = await queue();
      open.push(raw);
      const one = await dispatcher({}, false);
      const [uuid] = await record(PUSH);
      await one.reconcile();
      const worker = await raw.work(
        async (job) => {
          seen.push(job);
          return { next: 'done' };
        },
        { concurrency: 1, lockMs: 1000 },
        () => {},
      );
      await until(() => seen.length === 1, 'job seen');
      await worker.close(false);
      expect(Object.keys(seen[0] ?? {}).toSorted()).toEqual(['priority', 'recipient', 'sha256', 'uuid'].toSorted());
      expect(seen[0]).toMatchObject({ uuid, recipient: PUSH });
    });
  });
};
