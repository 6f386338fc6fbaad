import { describe, expect, it } from 'vitest';
import { Meter } from '../../../src/platform/telemetry/index.ts';

describe('the metrics of a process', () => {
  it('are there from the start, and only those of its role', async () => {
    const text = await new Meter('worker').text();
    expect(text).toContain('# TYPE blaupause_delivery_seconds histogram');
    expect(text).not.toContain('blaupause_sendungen_accepted_total');
  });

  it('are read when asked for; a state that cannot be read is missing, not old, and counted', async () => {
    const meter = new Meter('worker');
    let broken = false;
    meter.reading({
      quelle: 'store',
      metrics: ['blaupause_outbox_open', 'blaupause_recipient_sendungen'],
      read: async () => {
        meter.set('blaupause_outbox_open', {}, 7);
        if (broken) throw new Error('away');
        meter.set('blaupause_recipient_sendungen', { empfaenger: 'kba:1', status: 'wartet' }, 7);
      },
    });
    const well = await meter.text();
    expect(well).toContain('blaupause_outbox_open 7');
    expect(well).toContain('blaupause_recipient_sendungen{empfaenger="kba:1",status="wartet"} 7');
    expect(well).toContain('blaupause_readings_failed_total{quelle="store"} 0');
    broken = true;
    const ill = await meter.text();
    expect(ill).not.toMatch(/^blaupause_(outbox_open|recipient_sendungen)\b.* \d/m);
    expect(ill).toContain('blaupause_readings_failed_total{quelle="store"} 1');
  });

  it('forget recipients that are no longer there', async () => {
    const meter = new Meter('worker');
    const recipients = ['kba:1', 'pol:1'];
    meter.reading({
      quelle: 'store',
      metrics: ['blaupause_recipient_sendungen'],
      read: () => {
        for (const empfaenger of recipients)
          meter.set('blaupause_recipient_sendungen', { empfaenger, status: 'wartet' }, 1);
      },
    });
    expect(await meter.text()).toContain('pol:1');
    recipients.pop();
    expect(await meter.text()).not.toContain('pol:1');
  });

  it('are read once for all who ask at the same time', async () => {
    const meter = new Meter('worker');
    let reads = 0;
    meter.reading({
      quelle: 'store',
      metrics: [],
      read: async () => {
        reads += 1;
        await new Promise((done) => setTimeout(done, 10));
      },
    });
    await Promise.all(Array.from({ length: 50 }, () => meter.text()));
    expect(reads).toBe(1);
    await meter.text();
    expect(reads).toBe(2);
  });
});
