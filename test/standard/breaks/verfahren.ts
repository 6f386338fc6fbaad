import { after, type Breaks, code, created, drop, element, set, setCode } from './tools.ts';

export const verfahren: Breaks = {
  Q1: ['4010', set('entschiedenAm', '2026-12-31'), set('rechtskraftAm', '2026-12-31')],
  Q2: ['4010', drop('rechtskraftAm')],
  Q3: [
    '4010',
    after(
      'formel',
      element(
        'angefochteneEntscheidung',
        element('uuid', 'd0c00000-0000-4000-8000-000000000001') +
          code('dokumentklasse', 'bescheid') +
          element('dateiname', 'bescheid.pdf') +
          element('mimetype', 'application/pdf') +
          element('sha256', '0'.repeat(64)) +
          element('groesse', '1'),
      ),
    ),
  ],
  Q4: ['4010', drop('aktenzeichenLeser'), drop('polizeilicheVorgangsnummer')],
  Q5: ['4020', drop('vollmacht')],
  Q6: ['4020', setCode('rolle', 'verletzter'), drop('begruendung')],
  Q7: ['4020', drop('aktenteile')],
  Q8: ['4020', setCode('form', 'ausdruck'), drop('begruendung')],
  Q9: ['4020', drop('aktenzeichenLeser'), drop('betroffener')],
  Q10: ['4021', drop('form')],
  Q11: ['4021', drop('repraesentat'), drop('anlage'), drop('anlage')],
  Q12: ['4021', setCode('entscheidung', 'versagt'), drop('form')],
  Q13: ['4021', drop('versagungsgrund')],
  Q14: ['4021', setCode('dokumentklasse', 'vermerk')],
  Q15: ['4021', set('zweckbindung', 'false')],
  Q16: ['4021', drop('rechtsbehelf')],
  Q17: ['4021', setCode('entscheidung', 'nicht-zustaendig')],
  Q18: ['4021', setCode('form', 'abruf'), drop('abrufBis')],
  Q19: ['4021', set('entschiedenAm', '2026-12-17')],
  Q20: ['4030', set('restTage', '43')],
  Q21: ['4030', set('absolutesEnde', '2026-11-13')],
  Q22: ['4030', after('dringlichkeit', element('verjaehrung', element('fristende', '2026-11-14')))],
  Q23: ['4030', set('erstellungszeitpunkt', '2026-10-02T05:00:00+02:00')],
  Q24: ['4040', [/<referenzUUID>.*?<\/referenzUUID>/, '']],
  Q25: ['4040', drop('neuerWert')],
  Q26: ['4040', setCode('art', 'loeschung')],
  Q27: ['4040', set('alterWert', '7 b')],
  Q28: ['4040', setCode('grund', 'kind')],
  Q29: ['4040', setCode('grund', 'beweiszweck')],
  Q30: ['4040', set('festgestelltAm', '2026-10-07')],
  Q31: ['4040', created('2026-10-21T07:50:00.000+02:00')],
  Q32: ['4040', set('pfad', '/fahrer/familienname')],
};
