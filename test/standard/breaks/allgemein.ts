import { type Breaks, set } from './tools.ts';

export const allgemein: Breaks = {
  K1: ['1120', [/<code>fahrerermittlung.ersuchen.1120/, '<code>fahrerermittlung.ergebnis.1121']],
  K2: [
    '1121',
    [/<nachrichtenUUID>[^<]*/, '<nachrichtenUUID>11111111-0000-4000-8000-000000001111'],
    [/<referenzUUID>[^<]*/, '<referenzUUID>11111111-0000-4000-8000-000000001111'],
  ],
  K3: ['0020', [/<referenzUUID>.*?<\/referenzUUID>/, '']],
  K4: ['1121', [/<referenzUUID>.*?<\/referenzUUID>/, '']],
  K5: ['1120', [/(<leser>.*?<kennung>)[^<]*/, '$1psw:01003110']],
  K6: ['1120', [/(<autor>.*?<kennung>)[^<]*/, '$1Landesdirektion']],
  R20: ['1120', [/<dvdvDienstkennung>.*?<\/dvdvDienstkennung>/, '']],
  R3: ['1120', [/ test="[^"]*"/, '']],
  V1: ['1120', set('absolutesEnde', '2026-11-13')],
  V2: ['2010', [/(<xbg:letzteUnterbrechung>.*?<xbg:datum>)[^<]*/, '$12027-01-20']],
  V3: ['1120', set('erbetenBis', '2026-11-05')],
  V4: ['1120', set('erbetenBis', '2026-09-20')],
  D1: ['1120', set('groesse', '0')],
  D2: ['2010', set('mimetype', 'image/jpeg')],
  D3: ['1120', [/(<code>beweisfoto<.*?<xbg:mimetype>)[^<]*/, '$1video/mp4']],
};
