import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { openRefusal } from '../../../src/envelope/index.ts';
import { blaupause, scratch } from '../../cli/run.ts';
import type { TestAnswer } from '../../support/client.ts';
import { forge } from '../../support/forge.ts';
import { POLIZEI } from '../../support/profile.ts';
import { attack, expectNoTrace, useTarget } from '../support.ts';
import { head, talk, tlsSocket } from '../transport/generator.ts';
import { allTexts, everyField, hostile, inHeader, MARK, names, withAttachments } from './generator.ts';

/** What a terminal, a page or a reader of logs may obey; line ends are counted apart. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe('row 24: injection into log and pages', () => {
  const target = useTarget();
  const { file, remove } = scratch();
  afterAll(remove);

  /** Refused without a word of the hostile text, or accepted. */
  const expectInert = async ({ status, body }: TestAnswer, bytes: Buffer): Promise<void> => {
    if (status === 202) return;
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    const refusal = await openRefusal(body, { trust: target.trust, at: new Date() });
    expect(refusal.code).not.toBe('INTERNAL');
    expect(body.toString('utf8')).not.toContain(MARK);
    expect(refusal.einzelheit ?? '').not.toMatch(UNSEEN);
    await expectNoTrace(target, { bytes });
  };
  const expectInertLog = (): void => {
    const log = readFileSync(target.gateway.logFile, 'utf8');
    expect(log).not.toContain(MARK);
    expect(log).not.toMatch(UNSEEN);
    for (const line of log.split('\n').filter(Boolean)) expect(() => JSON.parse(line)).not.toThrow();
  };

  it('in every text field of a message', async () => {
    const all = everyField();
    expect(all.length).toBeGreaterThan(30);
    for (const { nachricht } of all) {
      let bytes: Buffer;
      try {
        ({ bytes } = forge(target.gateway.pkiDir, { nachricht }));
      } catch {
        continue; // a field that the forger itself reads to write the header
      }
      await expectInert(await target.sender.send(bytes), bytes);
    }
    expectInertLog();
  });

  it.each(Object.entries(hostile))('in every text field of the header: %s', async (_, text) => {
    for (const element of ['nachrichtenUUID', 'nachrichtentyp', 'standard', 'absender', 'empfaenger', 'erstellt']) {
      const { bytes } = inHeader(target.gateway.pkiDir, element, text);
      const answer = await target.sender.send(bytes);
      expect(answer.status).not.toBe(202);
      await expectInert(answer, bytes);
    }
    expectInertLog();
  });

  it('in lines of HTTP', async () => {
    const { bytes } = forge(target.gateway.pkiDir);
    for (const [name, value] of [
      ['User-Agent', `${MARK}\u009b31m`],
      ['X-Request-Id', `${MARK}\u001b[31m`],
      ['Forwarded', `for=${MARK}`],
      ['Content-Type', `text/${MARK}`],
    ] as const) {
      const socket = tlsSocket(target.gateway, 'bgb:145110000001');
      const fields = { [name]: value, 'Content-Length': bytes.length, Connection: 'close' };
      await talk(socket, [Buffer.from(head(fields), 'latin1'), bytes]);
    }
    for (const path of [`/${MARK}%0d%0aX: 1`, `/v1/postfach/${MARK}%1b[31m`, `/v1/log/tile/${MARK}`])
      expect((await target.sender.call('GET', path.replaceAll(' ', '%20'))).body.toString()).not.toMatch(UNSEEN);
    expectInertLog();
  });

  it.each([[], ['--show-values'], ['--show-values', '--json']])(
    'validate %s %s shows all of it inert',
    async (...mode) => {
      writeFileSync(file('nachricht.xml'), allTexts());
      const { code, stdout, stderr } = await blaupause(['validate', file('nachricht.xml'), ...mode.filter(Boolean)]);
      expect(code).toBe(1);
      expect(stdout + stderr).not.toMatch(UNSEEN);
      if (mode.filter(Boolean).length === 0) expect(stdout + stderr).not.toContain(MARK);
      else expect(stdout).toContain(MARK);
    },
  );

  it('open shows types, names and findings inert, and writes attachments under harmless names', async () => {
    const { bytes } = withAttachments(target.gateway.pkiDir, names.taken);
    expect((await target.sender.send(bytes)).status).toBe(202);
    expectInertLog();
    writeFileSync(file('sendung.xml'), bytes);
    const args = ['open', file('sendung.xml'), '--as', POLIZEI, '--pki', target.gateway.pkiDir];
    const { code, stdout, stderr } = await blaupause([...args, '--attachments', file('anlagen')]);
    expect({ code, stderr, stdout }).toMatchObject({ code: 0, stderr: '' });
    expect(stdout).not.toMatch(UNSEEN);
    const written = readdirSync(file('anlagen'));
    expect(written).toHaveLength(names.taken.length);
    for (const name of written) expect(name).toMatch(/^[0-9a-f-]{36}-[\p{L}\p{M}\p{N}._-]+$/u);
  });

  it.each(names.refused)('is refused: an attachment named %j', async (name) => {
    await attack(target, withAttachments(target.gateway.pkiDir, [name]).bytes, 'SHAPE_SCHEMA');
    expectInertLog();
  });

  it('a file of a hostile name and a file that is no XML are named inert', async () => {
    const { stdout, stderr } = await blaupause(['validate', `gibt\u001b[31m\nes\u009b2J-nicht.xml`]);
    expect(stdout + stderr).not.toMatch(UNSEEN);
    expect(stderr).toContain('gibt<U+001B>[31m<U+000A>es<U+009B>2J-nicht.xml');
    const noXml = await blaupause(['validate', '-'], { input: `<a\u001b]0;x\u0007 b="\u009b31m">\u202e` });
    expect(noXml.stdout + noXml.stderr).not.toMatch(UNSEEN);
  });
});
