import { describe, expect, it } from 'vitest';
import type { MessageType } from '../../src/standard/index.ts';
import { typeByNumber } from '../../src/standard/index.ts';
import { Validator } from '../../src/standard/validate.ts';
import { after, changed, code, created, drop, element, set, setCode } from './breaks/tools.ts';

const validator = new Validator();

type Change = readonly [string | RegExp, string];
/** What happens in practice, the sample that it happens to, and what is different in it. */
type Case = readonly [string, string, ...Change[]];

const unchecked = (point: string): Change => [element(point, 'true'), element(point, 'false')];
const young: Change = set('geburtsdatum', '2012-10-06');
const vollmacht: Change = [
  /<\/xbg:empfaenger>/,
  `${element(
    'vollmacht',
    element('uuid', 'd0c00000-0000-4000-8000-000000000001') +
      code('dokumentklasse', 'vollmacht') +
      element('dateiname', 'vollmacht.pdf') +
      element('mimetype', 'application/pdf') +
      element('sha256', '0'.repeat(64)) +
      element('groesse', '1'),
  )}</xbg:empfaenger>`,
];
const served = (art: string): Change[] => [
  [/(<xbg:zustellung><xbg:art><code>)[^<]*/, `$1${art}`],
  drop('ersatzzustellungsgrund'),
  drop('tagAufUmschlagVermerkt'),
  drop('zusteller'),
  drop('unternehmen'),
  [/zustellungsurkunde(<\/code><\/xbg:dokumentklasse>)/, 'empfangsbekenntnis$1'],
];

/** A refusal would stop a message that the law allows or even asks for; at most a warning may come of it. */
const allowed: Readonly<Record<string, readonly Case[]>> = {
  'a decision': [
    ['the fee is waived for a young person', '2010', set('gebuehr', '0.00'), drop('auslage')],
    ['several acts add up to three points', '2010', set('punkte', '3')],
    ['the defender came after it was issued', '2010', setCode('rolle', 'verteidiger'), vollmacht],
    ['the file of a decision with a fault goes to court', '2120', unchecked('beweismittel'), set('gebuehr', '9.00')],
    ['punishes two acts that both go to court', '2120', [/(<xbg:tat>.*?<\/xbg:tat>)/s, '$1$1']],
    ['limitation rests beyond its absolute end', '1120', set('absolutesEnde', '2026-11-13')],
  ],
  service: [
    ['by an electronic acknowledgement has no deliverer', '2120', ...served('elektronisch')],
    ['by public notice has none either', '2120', ...served('oeffentlich')],
    ['goes to the manager of a company', '2010', setCode('rolle', 'gesetzlicher-vertreter')],
    ['by public notice counts with the next day', '2041', set('zugestelltAm', '2027-01-29')],
    ['is withdrawn for a fault and replaced at once', '2060', setCode('grund', 'inhaltsmangel')],
  ],
  'a hearing': [
    ['is answered in writing', '1311', drop('vernommenAm')],
    ['instructs by § 55 OWiG', '1310', set('vorschrift', '§ 55 OWiG')],
    ['offers a warning that was handed out at the roadside', '1330', set('fristbeginn', '2026-10-19')],
  ],
  'an inquiry': [
    ['finds that the driver was a child', '1121', setCode('ergebnis', 'kind'), drop('fahrer')],
    ['finds a person without home at an aid agency', '1151', setCode('ergebnis', 'ohne-festen-wohnsitz')],
    ['finds a death without a certain day', '1141', setCode('ergebnis', 'verstorben')],
    ['names the number of the catalogue another way', '1120', set('bkatNummer', '11.3.5 BKat')],
  ],
  'an appeal': [
    ['of a child against whom a decision went out', '2110', young],
    [
      'is too late, so finality came before the court',
      '2123',
      setCode('erledigung', 'verwerfung-unzulaessig'),
      set('rechtskraftAm', '2026-12-29'),
      set('vollstreckungDurchBussgeldbehoerde', 'true'),
    ],
    [
      'becomes a criminal case by a hint of the court',
      '2123',
      setCode('erledigung', 'uebergang-strafverfahren'),
      drop('rechtsfolge'),
      drop('gerichtsentscheidung'),
    ],
    ['is acquitted with costs of the own default', '2123', setCode('erledigung', 'freispruch'), drop('rechtsfolge')],
    [
      'goes up again after it was sent back',
      '2121',
      drop('aktenzeichenGericht'),
      drop('eingangAmtsgericht'),
      set('datum', '2027-01-20'),
    ],
  ],
  enforcement: [
    [
      'of a claim that was overpaid',
      '3010',
      set('offen', '0.00'),
      after(
        'zahlungsverbindung',
        element('teilzahlung', element('betrag', '210.00') + element('valuta', '2027-01-10')),
      ),
    ],
    ['of a claim that was waived in part', '3020', set('offen', '100.00')],
    [
      'gets more than is owed',
      '3030',
      set('betrag', '60.00'),
      set('geldbusse', '50.00'),
      set('kosten', '0.00'),
      after('kosten', element('vollstreckungskosten', '8.00') + element('ueberzahlung', '2.00')),
    ],
    ['ends with the fine paid and costs open', '3070', set('offen', '28.50')],
    ['lets the last instalment be the highest', '3041', set('letzteRate', '58.50')],
    ['eases the costs alone', '3041', drop('ruhen'), drop('belehrungNach66')],
    [
      'goes on for the costs alone after a death',
      '3080',
      setCode('grund', 'verstorben'),
      setCode('einstellung', 'beschraenkt'),
      drop('bis'),
      after('ab', element('betrag', '28.50')),
    ],
    ['asks for detention because of one of two fines', '3060', set('hauptforderung', '280.00')],
    ['learns of Jugendarrest and its remedy', '3061', setCode('entscheidung', 'jugendliche'), drop('haft')],
    ['learns of detention of three long months', '3061', set('tage', '92'), set('anzahlGeldbussen', '2')],
    [
      'averts detention by the instalment it was ordered for',
      '3062',
      setCode('ergebnis', 'abgewendet'),
      set('geldbusseOffen', '30.00'),
    ],
  ],
  'a person from abroad': [['drives a car from Šibenik', '1010', set('kennzeichen', 'ŠI 123-AB')]],
  'a driving ban': [
    [
      'was noted in a foreign licence that stays with the person',
      '3130',
      [code('art', 'andere-behoerde'), code('art', 'keine')],
    ],
  ],
  'inspection of files': [
    ['is asked for without naming parts', '4020', drop('aktenteile')],
    ['is asked for on paper without reasons', '4020', setCode('form', 'ausdruck'), drop('begruendung')],
    ['is given to an authority without a hint', '4021', set('zweckbindung', 'false')],
  ],
  'clocks that differ': [
    [
      'by a second do not stop a reminder',
      '0040',
      [/(<xbg:erstellungszeitpunkt>)[^<]*/, '$12026-10-06T07:45:01.000+02:00'],
    ],
    ['by a second do not stop a report', '1010', created('2026-08-15T10:42:06.000+02:00')],
  ],
};

describe.each(Object.entries(allowed))('%s is not refused when it', (_, cases) => {
  it.each(cases.map(([what, number, ...changes]) => [what, number, changes] as const))('%s', (__, number, changes) => {
    const { findings } = validator.validate(changed(typeByNumber(number) as MessageType, changes));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
