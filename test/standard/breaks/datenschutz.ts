import { type Breaks, element, set } from './tools.ts';

const suspect = (day: string): [RegExp, string] => [
  /<xbg:geburtsdatum>2001<\/xbg:geburtsdatum>/,
  element('geburtsdatum', day),
];

export const datenschutz: Breaks = {
  'R17.1': ['1120', suspect('2012-08-16')],
  'R17.2': ['1120', suspect('2008-08-16')],
  'R17.3': ['1121', set('geburtsdatum', '2012-10-06')],
  'R17.4': ['1121', set('geburtsdatum', '2008-10-06')],
  'R17.5': ['1120', suspect('2013')],
  'R17.6': ['2010', set('geburtsdatum', '2008-12-02')],
  'R19.1': ['1120', set('hinweis', 'Das Lichtbild zeigt eine südländische Frau.')],
  'R19.2': ['1120', set('hinweis', 'Ein Fingerabdruck vom Lenkrad liegt bei.')],
  'R19.3': ['1120', set('hinweis', 'Die Halterin ist HIV-positiv.')],
  'R19.4': ['1120', set('hinweis', 'Der Mann ist angeblich homosexuell.')],
};
