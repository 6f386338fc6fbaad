import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  aufbewahrtBis,
  fristende,
  fromDayNumber,
  isWorkday,
  LAENDER,
  zustellarten,
  zustellbefunde,
  zustelltag,
  zustellungsrecht,
} from '../../src/procedure/index.ts';
import { serviceRules } from '../../src/procedure/law/service.ts';
import { notServiceRules, serviceActs } from '../../src/procedure/law/service-acts.ts';

const SN = { land: 'SN', ags: '14511000' } as const;
const day = (art: string, am: string, zugang?: string) => zustelltag(art, am, SN, zugang).tag;

describe('day of Zustellung by way', () => {
  it.each([
    ['pzu-uebergabe', '2026-12-11', '2026-12-11', '§ 3 Abs. 2 VwZG, § 177 ZPO'],
    ['pzu-ersatzzustellung', '2026-12-11', '2026-12-11', '§ 3 Abs. 2 VwZG, § 178 ZPO'],
    ['pzu-briefkasten', '2026-12-12', '2026-12-12', '§ 3 Abs. 2 VwZG, § 180 ZPO'], // a Saturday counts
    ['pzu-niederlegung', '2026-12-11', '2026-12-11', '§ 3 Abs. 2 VwZG, § 181 Abs. 1 Satz 4 ZPO'],
    ['pzu-annahmeverweigerung', '2026-12-11', '2026-12-11', '§ 3 Abs. 2 VwZG, § 179 ZPO'],
    ['einschreiben-rueckschein', '2026-12-13', '2026-12-13', '§ 4 Abs. 2 Satz 1 VwZG'],
    ['einschreiben', '2026-12-07', '2026-12-11', '§ 4 Abs. 2 Satz 2 VwZG'],
    ['einschreiben', '2025-01-01', '2025-01-05', '§ 4 Abs. 2 Satz 2 VwZG'],
    ['einschreiben', '2024-12-31', '2025-01-03', '§ 4 Abs. 2 Satz 2 VwZG a. F.'],
    ['behoerde-uebergabe', '2026-12-11', '2026-12-11', '§ 5 Abs. 1 VwZG'],
    ['behoerde-ersatzzustellung', '2026-12-11', '2026-12-11', '§ 5 Abs. 2 VwZG, §§ 178–181 ZPO'],
    ['empfangsbekenntnis', '2026-12-11', '2026-12-11', '§ 5 Abs. 1, 4, 7 VwZG'],
    ['elektronisch-fiktion', '2026-12-07', '2026-12-11', '§ 5 Abs. 7 Satz 2 VwZG'],
    ['elektronisch-fiktion', '2024-12-09', '2024-12-12', '§ 5 Abs. 7 Satz 2 VwZG a. F.'],
    ['de-mail', '2026-12-11', '2026-12-11', '§ 5a Abs. 3 VwZG'],
    ['de-mail-fiktion', '2026-12-07', '2026-12-11', '§ 5a Abs. 4 VwZG'],
    ['de-mail-fiktion', '2024-12-09', '2024-12-12', '§ 5a Abs. 4 VwZG a. F.'],
    ['ausland', '2026-12-11', '2026-12-11', '§ 9 Abs. 1, 2 VwZG'],
    ['ausland-aufgabe', '2026-12-03', '2026-12-10', '§ 9 Abs. 3 Satz 3 VwZG'],
    ['oeffentlich', '2026-12-01', '2026-12-15', '§ 10 Abs. 2 Satz 6 VwZG'],
    ['heilung', '2026-12-11', '2026-12-11', '§ 8 VwZG'],
  ])('%s on %s: %s', (art, am, served, norm) => {
    expect(zustelltag(art, am, SN)).toMatchObject({ tag: served, norm });
  });

  it('takes the day as it is where no way is named', () => {
    expect(zustelltag(undefined, '2026-12-11', SN)).toMatchObject({ tag: '2026-12-11', norm: '§ 51 OWiG' });
  });

  it('lets a later arrival beat the fiction, an earlier one not', () => {
    for (const art of ['einschreiben', 'elektronisch-fiktion', 'de-mail-fiktion']) {
      expect(day(art, '2026-12-07', '2026-12-14')).toBe('2026-12-14');
      expect(day(art, '2026-12-07', '2026-12-08')).toBe('2026-12-11');
    }
    expect(day('ausland-aufgabe', '2026-12-03', '2026-12-21')).toBe('2026-12-21');
  });

  it('does not wait for knowledge of what was made public or laid down', () => {
    expect(day('oeffentlich', '2026-12-01', '2027-02-01')).toBe('2026-12-15');
    expect(day('pzu-niederlegung', '2026-12-11', '2026-12-29')).toBe('2026-12-11');
  });

  it('names both days where a fiction falls on a free day', () => {
    // posted on Monday, fourth day Friday 25 December; then Saturday and Sunday
    expect(zustelltag('einschreiben', '2026-12-21', SN)).toMatchObject({ tag: '2026-12-25', spaeter: '2026-12-28' });
    expect(zustelltag('oeffentlich', '2026-12-12', SN)).toMatchObject({ tag: '2026-12-26', spaeter: '2026-12-28' });
    expect(zustelltag('einschreiben', '2026-12-07', SN).spaeter).toBeUndefined();
    // handing over on a Sunday moves nothing
    expect(zustelltag('pzu-briefkasten', '2026-12-13', SN).spaeter).toBeUndefined();
  });

  it('follows the holidays of the place', () => {
    expect(zustelltag('einschreiben', '2026-11-14', SN)).toMatchObject({ tag: '2026-11-18', spaeter: '2026-11-19' });
    expect(zustelltag('einschreiben', '2026-11-14', { land: 'HE' }).spaeter).toBeUndefined();
  });

  it('refuses what is no Zustellung, with the reason', () => {
    for (const { id, norm } of notServiceRules) {
      expect(() => zustelltag(id, '2026-12-11', SN)).toThrow(norm);
      expect(zustellarten).not.toContain(id);
    }
    expect(() => zustelltag('rauchzeichen', '2026-12-11', SN)).toThrow(/keine Fassung/);
    expect(() => zustelltag('de-mail', '2010-12-11', SN)).toThrow(/keine Fassung/);
  });

  it('reads as a sentence for every way', () => {
    for (const art of zustellarten) {
      const { begruendung } = zustelltag(art, '2026-12-07', SN);
      expect(begruendung).toMatch(/07\.12\.2026.*\(.*§ 51 Abs\. 1 OWiG, § 4 Abs\. 1 SächsVwVfZG\)\.$/);
    }
  });
});

describe('service law of the Länder (§ 51 (1) OWiG)', () => {
  it('names an act for each, and says what is not known', () => {
    for (const land of LAENDER) {
      const found = zustellungsrecht(land, '2026-12-01');
      expect(found?.value.land).toBe(land);
      if (found?.value.art === 'verweist') expect(found.value.vierTage).toBe('ja');
      if (found?.value.vierTage === 'unbekannt') expect(found.remark).toContain('offen:');
    }
    expect(new Set(serviceActs.map((rule) => rule.value.land)).size).toBe(16);
  });

  it('shows the shorter fiction where the Land has its own act', () => {
    const own = zustelltag('einschreiben', '2026-12-07', { land: 'BW', ags: '08212000' });
    expect(own).toMatchObject({ tag: '2026-12-11', frueher: '2026-12-10' });
    expect(own.begruendung).toContain('LVwZG BW');
    expect(own.begruendung).toContain('nach Landesrecht zu prüfen');
    expect(zustelltag('einschreiben', '2024-12-07', { land: 'BW' }).frueher).toBeUndefined();
    // Bavaria: four days in the text of today, unknown for 2025
    expect(zustelltag('einschreiben', '2025-12-08', { land: 'BY' }).frueher).toBe('2025-12-11');
    expect(zustelltag('einschreiben', '2026-12-07', { land: 'BY' }).frueher).toBeUndefined();
    expect(zustelltag('einschreiben', '2026-12-07', SN).frueher).toBeUndefined();
    expect(zustelltag('ausland-aufgabe', '2026-12-07', { land: 'BW' }).frueher).toBeUndefined();
    expect(zustelltag('pzu-briefkasten', '2026-12-07', { land: 'BW' }).frueher).toBeUndefined();
  });
});

describe('Niederlegung', () => {
  it.each([
    ['2026-12-11', '2027-03-11'],
    ['2026-11-30', '2027-02-28'],
    ['2027-11-30', '2028-02-29'],
  ])('of %s is kept until %s', (am, until) => {
    expect(aufbewahrtBis(am)).toBe(until);
  });
});

describe('service by officials at night and on free days (§ 5 (3) VwZG)', () => {
  const by = (am: string, more: Partial<Parameters<typeof zustellbefunde>[0]> = {}) =>
    zustellbefunde({ art: 'behoerde-uebergabe', am, ...more }, SN);

  it.each([
    ['2026-12-13', undefined, 'an einem Sonntag'],
    ['2026-12-25', '10:00', 'am Feiertag 1. Weihnachtstag'],
    ['2026-11-18', '10:00', 'am Feiertag Buß- und Bettag'],
    ['2026-12-11', '21:00', 'zur Nachtzeit'],
    ['2026-12-11', '23:59', 'zur Nachtzeit'],
    ['2026-12-11', '00:00', 'zur Nachtzeit'],
    ['2026-12-11', '05:59', 'zur Nachtzeit'],
  ])('on %s at %s is found, and effective when accepted', (am, um, words) => {
    const [finding] = by(am, um === undefined ? {} : { um });
    expect(finding?.text).toContain(words);
    expect(finding).toMatchObject({ unwirksam: false, norm: '§ 5 Abs. 3 VwZG' });
  });

  it('has no effect when acceptance was refused', () => {
    expect(by('2026-12-13', { annahmeVerweigert: true })).toMatchObject([{ unwirksam: true }]);
  });

  it.each([
    ['2026-12-12', '20:59'], // a Saturday is free, but no Sunday or holiday
    ['2026-12-11', '06:00'],
    ['2026-12-11', undefined],
  ])('says nothing on %s at %s', (am, um) => {
    expect(by(am, um === undefined ? {} : { um })).toEqual([]);
  });

  it('says nothing with permission, and of other ways', () => {
    expect(by('2026-12-13', { erlaubnis: true })).toEqual([]);
    expect(zustellbefunde({ art: 'pzu-briefkasten', am: '2026-12-13', um: '23:00' }, SN)).toEqual([]);
    expect(zustellbefunde({ art: 'empfangsbekenntnis', am: '2026-12-13' }, SN)).toEqual([]);
  });
});

describe('properties of Zustellung', () => {
  const anyDay = fc.integer({ min: 18_262, max: 25_500 }).map(fromDayNumber);
  const anyArt = fc.constantFrom(...zustellarten);
  const anyLand = fc.constantFrom(...LAENDER);

  it('never comes before the act, and its readings stand in order', () => {
    fc.assert(
      fc.property(anyDay, anyArt, anyLand, (am, art, land) => {
        const { tag, spaeter, frueher } = zustelltag(art, am, { land });
        expect(tag >= am && (frueher ?? tag) >= am && (frueher ?? tag) <= tag).toBe(true);
        if (spaeter !== undefined) {
          expect(spaeter > tag && isWorkday(spaeter, { land }) && !isWorkday(tag, { land })).toBe(true);
        }
      }),
    );
  });

  it('later posting never serves earlier, nor ends the Einspruchsfrist earlier, within one version of the law', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), anyArt, anyLand, (am, later, art, land) => {
        const ort = { land };
        const [first, second] = [zustelltag(art, am, ort), zustelltag(art, addDays(am, later), ort)];
        const end = (served: typeof first) =>
          fristende(served.spaeter ?? served.tag, { einheit: 'wochen', zahl: 2 }, ort).ende;
        expect(second.tag >= first.tag && end(second) >= end(first)).toBe(true);
      }),
    );
  });
});

describe('words of the VwZG', () => {
  const LAW = new URL('../../../shared/reference/law/VwZG.md', import.meta.url);

  it('hold what the rules say', () => {
    if (!existsSync(LAW)) {
      process.stdout.write('skipped: reference text of the VwZG is not here\n');
      return;
    }
    const text = readFileSync(LAW, 'utf8');
    for (const words of [
      'gilt das Dokument am vierten Tag nach der Aufgabe zur Post als zugestellt, es sei denn, dass es nicht oder zu einem späteren Zeitpunkt zugegangen ist',
      'am vierten Tag nach der Absendung an den vom Empfänger hierfür eröffneten Zugang als zugestellt',
      'am vierten Tag nach der Absendung an das De-Mail-Postfach des Empfängers als zugestellt',
      'Das Dokument gilt am siebenten Tag nach Aufgabe zur Post als zugestellt',
      'wenn seit dem Tag der Bekanntmachung der Benachrichtigung zwei Wochen vergangen sind',
      'Die Nachtzeit umfasst die Stunden von 21 bis 6 Uhr',
      'ist wirksam, wenn die Annahme nicht verweigert wird',
      'in dem der Empfänger das Empfangsbekenntnis zurückgesendet hat',
    ]) {
      expect(text).toContain(words);
    }
    const numbers = serviceRules.flatMap((rule) => (rule.value.fiktion === undefined ? [] : [rule.value.fiktion.zahl]));
    expect(new Set(numbers)).toEqual(new Set([2, 3, 4, 7]));
  });
});
