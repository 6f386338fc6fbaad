import { describe, expect, test } from 'vitest';
import { fault } from '../../src/platform/errors.ts';
import { sha256Hex } from '../../src/platform/ids.ts';
import {
  build,
  catalogue,
  parse,
  quittung0020,
  readHeader,
  rueckweisung0010,
  sample,
} from '../../src/standard/index.ts';
import { contentLimits, parse as parseXml } from '../../src/xml/index.ts';
import { ownSchemas } from './schema-sets.ts';

describe('the header', () => {
  test.each(catalogue.map(({ name }) => name))('of %s says who writes whom about what', (name) => {
    const message = sample(name);
    const { identifikation, leser, autor, referenzUUID } = message.nachrichtenkopf;
    const header = readHeader(build(message, { readable: true }));
    expect(header).toMatchObject({
      uuid: identifikation.nachrichtenUUID,
      typ: name,
      wurzel: name,
      version: '1.0',
      erstellungszeitpunkt: identifikation.erstellungszeitpunkt,
      leser: { kennung: leser.kennung, name: leser.name },
      autor: { kennung: autor.kennung, name: autor.name },
      test: 'Beispiel',
    });
    expect(header.referenzUUID).toBe(referenzUUID);
    expect(header.vorgang?.vorgangsUUID).toBe('vorgang' in message ? message.vorgang.vorgangsUUID : undefined);
  });

  test('is read from a message inside another document too', () => {
    const inner = Buffer.from(build(sample('anzeige.eingang.1011'))).toString('utf8');
    using document = parseXml(Buffer.from(`<huelle>${inner}</huelle>`), contentLimits);
    const [message] = document.root.children();
    expect(message === undefined ? undefined : readHeader(message).typ).toBe('anzeige.eingang.1011');
  });

  test('that is incomplete is refused with its place', () => {
    const bytes = Buffer.from(build(sample('anzeige.eingang.1011')))
      .toString('utf8')
      .replace(/<leser>.*<\/leser>/, '');
    expect(() => readHeader(Buffer.from(bytes))).toThrow(
      expect.objectContaining({ code: 'VALIDATE_SCHEMA', place: expect.objectContaining({ line: 1 }) }),
    );
  });
});

describe('the administration messages', () => {
  const schemas = ownSchemas();
  const valid = (bytes: Uint8Array) => {
    using document = parseXml(bytes, contentLimits);
    return [...schemas.validate(document).findings];
  };
  const kopf = {
    uuid: '0b6f1c8e-2f5a-4a36-9a57-0d6f3f0a1b2c',
    zeit: new Date('2026-11-22T10:00:00Z'),
    autor: { kennung: 'gwy:146120000001', name: 'Gateway Sachsen' },
    leser: { kennung: 'bgb:145110000001', name: 'Zentrale Bußgeldstelle' },
  };

  test('a refusal names reason, code, place and advice, and stays within the characters of DIN 91379', () => {
    const bytes = rueckweisung0010({
      ...kopf,
      referenzUUID: '11200000-0000-4000-8000-000000001120',
      pruefinstanz: 'Eingangsprüfung',
      sha256: sha256Hex('x'),
      fehler: fault('VALIDATE_RULE', {
        line: 12,
        path: '/xbg:a/xbg:b',
        findings: [
          { rule: 'R6', text: 'Der Wert „60.00“ ist kein Verwarnungsgeld – 語.', severity: 'error', line: 3 },
          { rule: 'R10', text: 'nur ein Hinweis', severity: 'warning' },
        ],
      }),
    });
    expect(valid(bytes)).toEqual([]);
    const message = parse(bytes);
    if (message.typ !== 'administration.rueckweisung.0010') throw new Error('wrong type');
    const [grund] = message.rueckweisung.rueckweisungsgrund;
    expect(grund.grund.code).toBe('X002');
    expect(grund.grundSpezifisch?.map(({ fehlercode }) => fehlercode?.code)).toEqual([
      'VALIDATE_RULE',
      'VALIDATE_RULE',
    ]);
    expect(grund.grundSpezifisch?.[0]?.fehlerstelle).toEqual({ zeile: 12, xpath: '/xbg:a/xbg:b' });
    expect(grund.grundSpezifisch?.[1]?.fehlerbeschreibung).toBe('R6: Der Wert "60.00" ist kein Verwarnungsgeld - ?.');
  });

  test('a refusal of what could not be read names no message', () => {
    const bytes = rueckweisung0010({ ...kopf, fehler: fault('READ_DOCTYPE', { line: 1 }) });
    expect(valid(bytes)).toEqual([]);
    expect(readHeader(bytes).referenzUUID).toBeUndefined();
  });

  test('a receipt names the message, the hash and the case', () => {
    const bytes = quittung0020({
      ...kopf,
      test: 'Probe',
      referenzUUID: '11200000-0000-4000-8000-000000001120',
      eingangszeitpunkt: new Date('2026-11-22T09:59:58.5Z'),
      sha256: sha256Hex('x'),
      vorgangsUUID: '20260815-0000-4000-8000-000000141713',
    });
    expect(valid(bytes)).toEqual([]);
    expect(readHeader(bytes)).toMatchObject({ test: 'Probe', referenzUUID: '11200000-0000-4000-8000-000000001120' });
  });
});
