import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue, definitionOf, isMessageType, sample, typeByNumber } from '../../src/standard/index.ts';
import { parseTrusted } from '../../src/xml/index.ts';
import { xsd } from './schema-sets.ts';

const XS = 'http://www.w3.org/2001/XMLSchema';

const messagesOfSchemas = (): { name: string; titel: string; rechtsgrundlage: string }[] =>
  readdirSync(join(xsd, 'xbussgeld')).flatMap((file) => {
    using document = parseTrusted(readFileSync(join(xsd, 'xbussgeld', file)));
    return document.root.all('element', XS).map((element) => {
      const appinfo = element.child('annotation', XS)?.child('appinfo', XS);
      return {
        name: element.attribute('name') ?? '',
        titel: appinfo?.child('title')?.text ?? '',
        rechtsgrundlage: appinfo?.child('rechtsgrundlage')?.text ?? '',
      };
    });
  });

test('the catalogue and the schemas name the same messages with the same titles and legal bases', () => {
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
  const own = catalogue.map(({ name, titel, rechtsgrundlage }) => ({ name, titel, rechtsgrundlage }));
  expect(own.sort(byName)).toEqual(messagesOfSchemas().sort(byName));
});

test('numbers are unique and ascending', () => {
  const numbers = catalogue.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)].sort());
});

test('every answer exists and goes back the way its request came', () => {
  for (const request of catalogue) {
    for (const number of request.antworten) {
      const answer = definitionOf(number);
      expect(answer?.from.every((role) => request.to.includes(role))).toBe(true);
      expect(answer?.to.every((role) => request.from.includes(role))).toBe(true);
    }
  }
});

test('a request has a period, and no message expects both an answer and a receipt', () => {
  for (const { antworten, quittung, frist } of catalogue) {
    if (antworten.length > 0) expect(frist).toBeDefined();
    expect(quittung && antworten.length > 0).toBe(false);
  }
});

test('types are found by number and by name, and unknown ones are not', () => {
  expect(typeByNumber('1120')).toBe('fahrerermittlung.ersuchen.1120');
  expect(typeByNumber('9999')).toBeUndefined();
  expect(isMessageType('fahrerermittlung.ersuchen.1120')).toBe(true);
  expect(isMessageType('toString')).toBe(false);
  expect(definitionOf('constructor')).toBeUndefined();
});

test('the samples carry invented data and the mark of a test', () => {
  for (const { name } of catalogue) expect(sample(name).test).toBe('Beispiel');
});
