import { describe, expect, test } from 'vitest';
import type { Rolle } from '../../src/profile/index.ts';
import { type Akte, neueAkte, type Vermerk } from '../../src/simulation/akte.ts';
import type { Handlung, Lage } from '../../src/simulation/handlung.ts';
import { ladeSzenario } from '../../src/simulation/index.ts';
import { schreibeNachricht } from '../../src/simulation/nachricht.ts';
import { rollen } from '../../src/simulation/rollen/index.ts';
import { zeitpunkt } from '../../src/simulation/zeit.ts';
import { firstFault, type Message, type MessageType, parse, sample, Validator } from '../../src/standard/index.ts';

const szenario = ladeSzenario('sachsen-bayern-koeln');
const validator = new Validator();

const lage = (heute: string, um = '09:00'): Lage => ({
  jetzt: zeitpunkt(heute, um),
  heute,
  szenario,
  selbst: { schluessel: 'bgb:145110000001', name: 'Landesdirektion Sachsen', land: 'SN', ags: '14511000' },
});

const on = <T extends MessageType>(rolle: Rolle, akte: Akte, message: Message<T>, wann: Lage): readonly Handlung[] => {
  const entscheide = rollen[rolle]?.eingang[message.typ] as
    | ((akte: Akte, nachricht: Message, lage: Lage) => readonly Handlung[])
    | undefined;
  return entscheide?.(akte, message, wann) ?? [];
};

/** The file after a decision has written into it. */
const nach = (akte: Akte, handlungen: readonly Handlung[]): Akte => {
  let file = akte;
  for (const one of handlungen) {
    if (one.art === 'notiere') file = { ...file, ...one.akte };
    if (one.art === 'vermerke') file = { ...file, vermerke: [...file.vermerke, one.vermerk] };
  }
  return file;
};

const gesendet = (handlungen: readonly Handlung[]) =>
  handlungen.flatMap((one) => (one.art === 'sende' ? [one.entwurf] : []));
const vorgelegt = (handlungen: readonly Handlung[]) =>
  handlungen.flatMap((one) => (one.art === 'wiedervorlage' ? [[one.anlass, one.am]] : []));
const vermerkt = (handlungen: readonly Handlung[]): Vermerk[] =>
  handlungen.flatMap((one) => (one.art === 'vermerke' ? [one.vermerk] : []));

const leer = neueAkte('20260815-0000-4000-8000-000000141713', 'ZBS-1');
const angezeigt = nach(
  leer,
  on('bussgeldbehoerde', leer, sample('anzeige.uebermittlung.1010'), lage('2026-08-15', '18:05')),
);
/** The file after the Bescheid of 1 December was drafted. */
const beschieden: Akte = {
  ...angezeigt,
  fahrer: sample('fahrerermittlung.ergebnis.1121').fahrer ?? { familienname: 'Musterfrau' },
  vermerke: [
    ...angezeigt.vermerke,
    { typ: 'anhoerung-angeordnet', am: '2026-10-20' },
    { typ: 'bescheid-erlassen', am: '2026-12-01', geldbusse: 180, kosten: 28.5 },
  ],
  bescheid: {
    erlassdatum: '2026-12-01',
    abgefasst: '2026-12-01T11:20:00+01:00',
    dokument: sample('zustellung.auftrag.2010').bescheid.dokument,
  },
};

describe('the Bußgeldbehörde', () => {
  test('takes a report into the file and lays it before itself on the next working day', () => {
    expect(angezeigt.tat?.tatvorwurf[0].tbnr).toBe('141713');
    expect(angezeigt.vermerke).toEqual([{ typ: 'anzeige-eingegangen', am: '2026-08-15' }]);
  });

  test('tells the office that still enforces when the Kasse reports a late payment', () => {
    const zahlung = sample('vollstreckung.zahlung.3030', {
      nachrichtenkopf: { autor: { kennung: 'kas:146120000001' } },
      rest: '0.00',
    });
    const an = (akte: Akte) =>
      gesendet(on('bussgeldbehoerde', akte, zahlung, lage('2027-01-20'))).map((entwurf) => entwurf.an);
    expect(an(beschieden)).toEqual(['kas:146120000001']);
    expect(an({ ...beschieden, beitreibungLaeuft: true })).toEqual(['kas:146120000001', 'vollstreckungsbehoerde']);
  });

  test('asks for an answer no later than ten days before limitation', () => {
    const akte = { ...angezeigt, halter: { familienname: 'Musterfrau' } };
    const decide = rollen.bussgeldbehoerde?.wiedervorlage?.['ersuchen'];
    const [frueh] = gesendet(decide?.(akte, lage('2026-09-21')) ?? []);
    const [spaet] = gesendet(decide?.(akte, lage('2026-10-28')) ?? []);
    expect(frueh?.vorgang.erbetenBis).toBe('2026-10-05');
    expect(spaet?.vorgang.erbetenBis).toBe('2026-11-04');
    expect(spaet?.vorgang.verjaehrung?.fristende).toBe('2026-11-14');
  });

  test('an unknown driver ends the case, a known one leads to address and hearing', () => {
    const found = sample('fahrerermittlung.ergebnis.1121');
    const { fahrer: _gone, ...without } = found;
    const unknown = { ...without, ergebnis: { code: 'nicht-ermittelbar' } };
    expect(vorgelegt(on('bussgeldbehoerde', angezeigt, found, lage('2026-10-05')))).toEqual([
      ['anschrift', '2026-10-06'],
      ['anhoerung', '2026-10-20'],
    ]);
    expect(vorgelegt(on('bussgeldbehoerde', angezeigt, unknown, lage('2026-10-05')))).toEqual([
      ['einstellung', '2026-10-05'],
    ]);
  });

  test('reckons Rechtskraft from the certificate of service and comes back on that day', () => {
    const handlungen = on('bussgeldbehoerde', beschieden, sample('zustellung.nachweis.2020'), lage('2026-12-14'));
    expect(vermerkt(handlungen)).toEqual([{ typ: 'bescheid-zugestellt', am: '2026-12-11', art: '180-briefkasten' }]);
    expect(vorgelegt(handlungen)).toEqual([['rechtskraft', '2026-12-29']]);
  });

  test('asks for enforcement after the waiting time of § 95 OWiG, and not when it was paid', () => {
    const zugestellt = nach(
      beschieden,
      on('bussgeldbehoerde', beschieden, sample('zustellung.nachweis.2020'), lage('2026-12-14')),
    );
    const { wiedervorlage } = rollen.bussgeldbehoerde ?? {};
    const rechtskraft = wiedervorlage?.['rechtskraft']?.(zugestellt, lage('2026-12-29')) ?? [];
    expect(vorgelegt(rechtskraft)).toEqual([['beitreibung', '2027-01-13']]);
    expect(gesendet(rechtskraft).map(({ typ, an }) => [typ.slice(-4), an])).toEqual([
      ['3010', 'kasse'],
      ['3010', 'pol:145110000001'],
    ]);
    const akte = nach(zugestellt, rechtskraft);
    const [ersuchen] = gesendet(wiedervorlage?.['beitreibung']?.(akte, lage('2027-01-13')) ?? []);
    expect(ersuchen?.inhalt).toMatchObject({
      rechtskraftAm: '2026-12-29',
      vollstreckungsverjaehrungEnde: '2029-12-28',
      forderung: { hauptforderung: '180.00', kosten: '28.50', offen: '208.50' },
    });
    const zahlung = on('bussgeldbehoerde', akte, sample('vollstreckung.zahlung.3030'), lage('2027-01-08'));
    expect(wiedervorlage?.['beitreibung']?.(nach(akte, zahlung), lage('2027-01-13'))).toEqual([]);
  });
});

describe('the other authorities', () => {
  test('the KBA knows only the plate it has', () => {
    const request = sample('fahrerermittlung.halterauskunft.1110');
    const other = { ...request, fahrzeug: { kennzeichen: 'XX-YY 1' } };
    const code = (message: Message<'fahrerermittlung.halterauskunft.1110'>) =>
      gesendet(on('kba', leer, message, lage('2026-08-17'))).map(({ inhalt }) =>
        'ergebnis' in inhalt && 'code' in inhalt.ergebnis ? inhalt.ergebnis.code : '',
      );
    expect(code(request)).toEqual(['treffer']);
    expect(code(other)).toEqual(['kein-treffer']);
  });

  test('the delivery service confirms on the next working day and certifies what came of it', () => {
    const handlungen = on('zustelldienst', leer, sample('zustellung.auftrag.2010'), lage('2026-12-04'));
    expect(vorgelegt(handlungen)).toEqual([
      ['bestaetigung', '2026-12-07'],
      ['meldung', '2026-12-14'],
    ]);
  });

  test('the Messstelle writes a message without fault, in German time and with the test mark', () => {
    const akte = neueAkte(leer.vorgangsUUID, 'PD-C-1');
    const [entwurf] = gesendet(rollen.messstelle?.wiedervorlage?.['anzeige']?.(akte, lage('2026-08-15')) ?? []);
    if (entwurf === undefined) throw new Error('nothing was sent');
    const bytes = schreibeNachricht(entwurf, {
      uuid: '10100000-0000-4000-8000-000000001010',
      zeit: zeitpunkt('2026-08-15', '18:05'),
      autor: { kennung: 'pol:145110000001', name: 'Polizeidirektion Chemnitz' },
      leser: { kennung: 'bgb:145110000001', name: 'Landesdirektion Sachsen' },
      akte,
    });
    expect(firstFault(validator.validate(bytes).findings)).toBeUndefined();
    const message = parse(bytes);
    expect(message.test).toBe('Vorführung');
    expect(message.nachrichtenkopf.identifikation.erstellungszeitpunkt).toBe('2026-08-15T18:05:00.000+02:00');
    expect(entwurf.belege?.map(({ anlage }) => anlage.bytes.subarray(0, 8).toString())).toEqual([
      '%PDF-1.4',
      '%PDF-1.4',
    ]);
  });
});

describe('a day of the scenario that has passed', () => {
  test('ends the run with its place instead of becoming today', () => {
    const frueh = { ...szenario, ablauf: { ...szenario.ablauf, kasse: { zahlungAm: '2026-12-20' } } };
    const wann = { ...lage('2026-12-29'), szenario: frueh };
    expect(() => on('kasse', leer, sample('vollstreckung.rechtskraft.3010'), wann)).toThrow(/20\.12\.2026/);
  });
});

describe('warnings and reminders of the gateway', () => {
  test.each([
    ['verfahren.verjaehrungswarnung.4030', '2026-11-14'],
    ['administration.erinnerung.0040', '2026-10-05'],
  ] as const)('%s is noted by every office, which goes on as it was', (typ, tag) => {
    for (const rolle of Object.keys(rollen) as Rolle[]) {
      const handlungen = on(rolle, leer, sample(typ), lage('2026-10-06'));
      expect(gesendet(handlungen)).toEqual([]);
      expect(vermerkt(handlungen)).toEqual([]);
      expect(nach(leer, handlungen).hinweise).toMatchObject([{ typ, tag }]);
    }
  });
});
