import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/procedure/index.ts';
import { ANHOERUNG, BESCHEID, type Event, einspruch, frist, rechne, status, zugestellt } from './fixtures.ts';

const CASE = [ANHOERUNG, BESCHEID, zugestellt('2026-12-11')];

describe('Einspruch that is rejected (§ 69 (1), § 62 OWiG)', () => {
  const rejected = [
    ...CASE,
    einspruch('2026-12-30'),
    { typ: 'einspruch-verworfen', am: '2027-01-05', zugestelltAm: '2027-01-08' },
  ];

  it('gives two weeks from Zustellung for a court decision', () => {
    expect(frist(rechne(rejected), 'gerichtliche-entscheidung')).toMatchObject({
      beginn: '2027-01-08',
      ende: '2027-01-22',
      status: 'laeuft',
    });
    expect(
      status(
        [...rejected, { typ: 'gerichtliche-entscheidung-beantragt', am: '2027-01-22' }],
        'gerichtliche-entscheidung',
      ),
    ).toBe('gewahrt');
    expect(
      status(
        [...rejected, { typ: 'gerichtliche-entscheidung-beantragt', am: '2027-01-23' }],
        'gerichtliche-entscheidung',
      ),
    ).toBe('versaeumt');
    expect(status(rejected, 'gerichtliche-entscheidung', '2027-01-23')).toBe('abgelaufen');
  });

  it('leaves Rechtskraft of a late Einspruch where it was, until a court lifts the rejection', () => {
    expect(frist(rechne(rejected), 'rechtskraft').ende).toBe('2026-12-29');
    const lifted = rechne([
      ...rejected,
      { typ: 'gerichtliche-entscheidung', am: '2027-03-01', ergebnis: 'aufgehoben' },
    ]);
    expect(frist(lifted, 'rechtskraft')).toMatchObject({ ende: null, status: 'gehemmt' });
    expect(frist(lifted, 'zahlungsfrist')).toMatchObject({ ende: null, status: 'aufgehoben' });
  });

  it('asks to check the rejection of an Einspruch that came in time', () => {
    const wrong = rechne([
      ...CASE,
      einspruch('2026-12-20'),
      { typ: 'einspruch-verworfen', am: '2027-01-05', zugestelltAm: '2027-01-08' },
    ]);
    expect(frist(wrong, 'rechtskraft').ende).toBe('2027-01-23');
    expect(wrong.hinweise.join(' ')).toContain('die Verwerfung ist zu prüfen');
  });

  it('takes an Einspruch without the form of § 67 (1) OWiG as none, and a second one in form and time as the one', () => {
    const informal = einspruch('2026-12-15', { formfehler: true });
    expect(frist(rechne([...CASE, informal]), 'rechtskraft').ende).toBe('2026-12-29');
    expect(frist(rechne([...CASE, informal, einspruch('2026-12-21')]), 'rechtskraft').status).toBe('gehemmt');
  });
});

describe('Einspruch that the court rejects (§ 70 OWiG)', () => {
  const court = (filed: string) => [
    ...CASE,
    einspruch(filed),
    { typ: 'akten-eingang-amtsgericht', am: '2027-02-03' },
    { typ: 'einspruch-verworfen-gericht', am: '2027-03-01', zugestelltAm: '2027-03-04' },
  ];

  it('opens a week for the sofortige Beschwerde', () => {
    expect(frist(rechne(court('2026-12-30')), 'sofortige-beschwerde')).toMatchObject({
      ende: '2027-03-11',
      norm: '§ 70 Abs. 2 OWiG, § 311 Abs. 2 StPO',
    });
    expect(frist(rechne(court('2026-12-30')), 'rechtskraft').ende).toBe('2026-12-29');
  });

  it('is final after that week when the Einspruch was in time by the dates, and pending with the Beschwerde', () => {
    expect(frist(rechne(court('2026-12-20')), 'rechtskraft').ende).toBe('2027-03-12');
    const appealed = [...court('2026-12-20'), { typ: 'sofortige-beschwerde-eingelegt', am: '2027-03-11' }];
    expect(status(appealed, 'rechtskraft')).toBe('gehemmt');
  });
});

describe('limited Einspruch, withdrawal and waiver (§ 67 (1), (2) OWiG)', () => {
  it('leaves Rechtskraft of the rest as an open question and enforces nothing', () => {
    const partial = rechne([...CASE, einspruch('2026-12-20', { beschraenktAuf: 'fahrverbot' })]);
    const kraft = frist(partial, 'rechtskraft');
    expect([kraft.ende, kraft.status]).toEqual([null, 'gehemmt']);
    expect(kraft.lesarten?.map((one) => [one.ende, one.gewaehlt])).toEqual([
      [null, true],
      ['2026-12-29', false],
    ]);
  });

  it('shows both readings of a withdrawal within the period', () => {
    const kraft = frist(
      rechne([...CASE, einspruch('2026-12-14'), { typ: 'einspruch-zurueckgenommen', am: '2026-12-18' }]),
      'rechtskraft',
    );
    expect(kraft.ende).toBe('2026-12-29');
    expect(kraft.lesarten?.map((one) => one.ende)).toEqual(['2026-12-29', '2026-12-18']);
  });

  it('is final with a withdrawal after the period', () => {
    const kraft = frist(
      rechne([...CASE, einspruch('2026-12-14'), { typ: 'einspruch-zurueckgenommen', am: '2027-02-03' }]),
      'rechtskraft',
    );
    expect([kraft.ende, kraft.lesarten]).toEqual(['2027-02-03', undefined]);
  });
});

describe('Wiedereinsetzung (§ 52 OWiG, §§ 44, 45 StPO)', () => {
  const late = [...CASE, { typ: 'hindernis-weggefallen', am: '2027-01-11' }, einspruch('2027-01-15')];

  it('gives one week from the end of the obstacle, in which the Einspruch is made up', () => {
    const asked = { typ: 'wiedereinsetzung-beantragt', am: '2027-01-18' };
    expect(frist(rechne([...late, asked]), 'wiedereinsetzungsantrag')).toMatchObject({
      beginn: '2027-01-11',
      ende: '2027-01-18',
      status: 'gewahrt',
    });
    expect(status([...late, { ...asked, am: '2027-01-19' }], 'wiedereinsetzungsantrag')).toBe('versaeumt');
    const without = [...CASE, { typ: 'hindernis-weggefallen', am: '2027-01-11' }, asked];
    expect(status(without, 'wiedereinsetzungsantrag', '2027-01-19')).toBe('abgelaufen');
  });

  it('names what is missing where the day of the obstacle is not known', () => {
    expect(frist(rechne([...CASE, einspruch('2027-01-15')]), 'wiedereinsetzungsantrag')).toMatchObject({
      ende: null,
      status: 'bedingt',
    });
  });

  it('granted, undoes Rechtskraft and every date built on it', () => {
    const events = [
      ANHOERUNG,
      { ...BESCHEID, fahrverbotMonate: 1, abs2a: true, punkte: 1 },
      zugestellt('2026-12-11'),
      einspruch('2027-01-15'),
    ];
    const before = rechne(events);
    const after = rechne([...events, { typ: 'wiedereinsetzung-gewaehrt', am: '2027-01-28' }]);
    expect(frist(after, 'rechtskraft').status).toBe('aufgehoben');
    for (const name of [
      'zahlungsfrist',
      'beitreibung-ab',
      'erzwingungshaft-ab',
      'vollstreckungsverjaehrung',
      'fahrverbot-spaetestens-wirksam',
      'punkte-tilgung',
    ] as const) {
      expect(frist(before, name).ende).not.toBeNull();
      expect(frist(after, name)).toMatchObject({ ende: null, status: 'aufgehoben' });
    }
    expect(after.zustand.stand).toBe('zwischenverfahren');
  });

  it('refused, gives two weeks for a court decision; the court can grant it', () => {
    const refused = [...late, { typ: 'wiedereinsetzung-verworfen', am: '2027-01-25', zugestelltAm: '2027-01-28' }];
    expect(frist(rechne(refused), 'gerichtliche-entscheidung')).toMatchObject({
      ende: '2027-02-11',
      norm: '§ 52 Abs. 2 Satz 3, § 62 OWiG',
    });
    const granted = [...refused, { typ: 'gerichtliche-entscheidung', am: '2027-03-01', ergebnis: 'aufgehoben' }];
    expect(status(granted, 'rechtskraft')).toBe('aufgehoben');
    expect(
      status(
        [...refused, { typ: 'gerichtliche-entscheidung', am: '2027-03-01', ergebnis: 'bestaetigt' }],
        'rechtskraft',
      ),
    ).toBe('eingetreten');
  });
});

describe('costs and Erzwingungshaft (§ 108, § 104 OWiG, § 25a (3) StVG)', () => {
  it.each([
    ['kostenbescheid-erlassen', 'kosten-rechtsbehelf', '2026-12-18'],
    ['kostenfestsetzung-erlassen', 'kosten-rechtsbehelf', '2026-12-18'],
    ['halterkostenbescheid-erlassen', 'halterkosten-rechtsbehelf', '2026-12-18'],
    ['erzwingungshaft-angeordnet', 'sofortige-beschwerde', '2026-12-11'],
  ] as const)('%s opens %s', (typ, name, ende) => {
    expect(frist(rechne([{ typ, am: '2026-12-01', zugestelltAm: '2026-12-04' }]), name)).toMatchObject({
      beginn: '2026-12-04',
      ende,
    });
  });

  it('knows the limit for a Beschwerde before and after 2026', () => {
    const text = (am: string) =>
      frist(
        rechne([{ typ: 'kostenfestsetzung-erlassen', am, zugestelltAm: am }], { tat: { begangenAm: '2025-10-01' } }),
        'kosten-rechtsbehelf',
      ).begruendung.join(' ');
    expect(text('2025-12-31')).toContain('200,00 €');
    expect(text('2026-01-02')).toContain('300,00 €');
    const ruledLater = rechne(
      [
        { typ: 'kostenfestsetzung-erlassen', am: '2025-12-15', zugestelltAm: '2025-12-15' },
        { typ: 'gerichtliche-entscheidung', am: '2026-02-02' },
      ],
      { tat: { begangenAm: '2025-10-01' } },
    );
    expect(frist(ruledLater, 'kosten-rechtsbehelf').begruendung.join(' ')).toContain('300,00 €');
  });
});

describe('properties of remedies', () => {
  it('a later Zustellung of a decision never ends a period earlier', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 30 }), (offset, more) => {
        const served = addDays('2027-01-05', offset);
        const end = (zugestelltAm: string) =>
          frist(
            rechne([...CASE, einspruch('2026-12-30'), { typ: 'einspruch-verworfen', am: '2027-01-05', zugestelltAm }]),
            'gerichtliche-entscheidung',
          ).ende ?? '';
        expect(end(addDays(served, more)) >= end(served)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('what happens after the end of a period does not move the period', () => {
    const later: Event[] = [
      { typ: 'zahlung', am: '2027-02-01', betrag: 50 },
      { typ: 'erzwingungshaft-beantragt', am: '2027-02-01' },
      { typ: 'fuehrerschein-verwahrt', am: '2027-02-01' },
    ];
    for (const event of later) {
      const [before, after] = [rechne(CASE), rechne([...CASE, event])];
      for (const name of ['einspruchsfrist', 'rechtskraft', 'zahlungsfrist', 'beitreibung-ab'] as const)
        expect(frist(after, name).ende).toBe(frist(before, name).ende);
    }
  });
});
