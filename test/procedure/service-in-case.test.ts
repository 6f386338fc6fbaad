import { describe, expect, it } from 'vitest';
import { ANHOERUNG, BESCHEID, type Event, frist, rechne } from './fixtures.ts';

const served = (art: string, am: string, more: Record<string, unknown> = {}): Event => ({
  typ: 'bescheid-zugestellt',
  art,
  am,
  ...more,
});
const BW = { land: 'BW', ags: '08212000' };

describe('Zustellung within a case', () => {
  it('shows both readings of a fiction on a free day and takes the later end', () => {
    // posted Monday 21.12.2026, fourth day 25.12., next Werktag 28.12.
    const einspruch = frist(rechne([BESCHEID, served('einschreiben', '2026-12-21')]), 'einspruchsfrist');
    expect(einspruch.ende).toBe('2027-01-11');
    expect(einspruch.lesarten).toMatchObject([
      { ende: '2027-01-11', gewaehlt: true, norm: '§ 4 Abs. 2 Satz 2 VwZG' },
      { ende: '2027-01-08', gewaehlt: false },
    ]);
  });

  it('shows the third day where the Land has its own service law', () => {
    const result = rechne([BESCHEID, served('einschreiben', '2026-12-07')], BW);
    const einspruch = frist(result, 'einspruchsfrist');
    expect(einspruch.ende).toBe('2026-12-28'); // fourth day 11.12., end on 25.12., shifted
    expect(einspruch.lesarten?.map(({ ende, gewaehlt }) => [ende, gewaehlt])).toEqual([
      ['2026-12-28', true],
      ['2026-12-24', false],
    ]);
    expect(result.hinweise.join(' ')).toContain('LVwZG BW');
  });

  it('lets limitation end with the reading that ends first', () => {
    // fourth day 16.12. is after the two weeks of Nr. 9 (15.12.), third day is the last of them
    const events = [ANHOERUNG, BESCHEID, served('einschreiben', '2026-12-12')];
    const result = rechne(events, { ...BW, stichtag: '2026-12-20' });
    const saxony = rechne(events, { stichtag: '2026-12-20' });
    const of = (one: typeof result) => frist(one, 'verfolgungsverjaehrung');
    expect([of(result).ende, of(saxony).ende]).toEqual(['2027-05-31', '2027-06-15']);
    expect(of(result).lesarten?.some(({ text }) => text.includes('nach Landesrecht schon am dritten Tag'))).toBe(true);
    expect(of(saxony).lesarten?.some(({ text }) => text.includes('Landesrecht')) ?? false).toBe(false);
  });

  it('says until when a document laid down is kept', () => {
    const result = rechne([BESCHEID, served('pzu-niederlegung', '2026-12-11')]);
    expect(frist(result, 'einspruchsfrist').ende).toBe('2026-12-28');
    expect(result.hinweise.join(' ')).toContain('liegt bis 11.03.2027 zur Abholung bereit');
  });

  it('finds service by officials on a Sunday, effective when accepted', () => {
    const result = rechne([BESCHEID, served('behoerde-uebergabe', '2026-12-13')]);
    expect(frist(result, 'einspruchsfrist').ende).toBe('2026-12-28');
    expect(result.hinweise.join(' ')).toContain('an einem Sonntag durch Bedienstete ohne Erlaubnis');
    const allowed = rechne([BESCHEID, served('behoerde-uebergabe', '2026-12-13', { erlaubnis: true })]);
    expect(allowed.hinweise.join(' ')).not.toContain('Sonntag');
  });

  it('starts no period when acceptance was refused at night', () => {
    const result = rechne([
      BESCHEID,
      served('behoerde-uebergabe', '2026-12-11', { um: '22:15', annahmeVerweigert: true }),
    ]);
    expect(result.fristen.map(({ name }) => name)).not.toContain('einspruchsfrist');
    expect(result.hinweise.join(' ')).toContain('unwirksam, weil die Annahme verweigert wurde');
  });
});
