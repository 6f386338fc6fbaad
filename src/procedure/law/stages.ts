import { finalSettlements } from './order.ts';

/** Where a case stands as its messages show it, in the order of the procedure. */
export const stages = {
  unbekannt: 'keine Nachricht gesehen, die den Stand zeigt',
  ermittlung: 'Ermittlung',
  anhoerung: 'Anhörung angeordnet oder geschehen',
  'vorlaeufig-eingestellt': 'wegen Abwesenheit vorläufig eingestellt',
  'bescheid-erlassen': 'Bußgeldbescheid erlassen, nicht zugestellt',
  'bescheid-zugestellt': 'Bußgeldbescheid zugestellt',
  zwischenverfahren: 'Einspruch, Zwischenverfahren',
  gericht: 'bei Gericht',
  rechtskraeftig: 'rechtskräftig',
  vollstreckung: 'um Vollstreckung ersucht',
  kostenbescheid: 'eingestellt, Kostenbescheid gegen den Halter',
  erledigt: 'erledigt',
  eingestellt: 'eingestellt',
} as const;

/** Stage of a case as its messages show it. */
export type Verfahrensstand = keyof typeof stages;

/** A change of the stage by a message: where a code of the message decides, the first line that fits counts. */
export interface Wirkung {
  /** what the message becomes the reason of; undefined: the stage stays */
  readonly stand?: Verfahrensstand;
  /** only from these stages; from others the stage stays */
  readonly aus?: readonly Verfahrensstand[];
  /** only when the field has one of these values; `null`: or is not known */
  readonly wenn?: { readonly feld: string; readonly werte: readonly (string | boolean | number | null)[] };
}

const PROSECUTION = ['unbekannt', 'ermittlung', 'anhoerung', 'vorlaeufig-eingestellt'] as const;
const to = (stand: Verfahrensstand, aus?: readonly Verfahrensstand[]): Wirkung =>
  aus === undefined ? { stand } : { stand, aus };
const by = (feld: string, werte: readonly (string | boolean | number | null)[], stand?: Verfahrensstand): Wirkung =>
  stand === undefined ? { wenn: { feld, werte } } : { stand, wenn: { feld, werte } };

/** Which message changes the stage. What is not here never does: receipts, reminders, information, answers to questions. */
export const effects: Readonly<Record<string, readonly Wirkung[]>> = {
  '1010': [to('ermittlung', ['unbekannt'])],
  '1110': [to('ermittlung', ['unbekannt'])],
  '1120': [to('ermittlung', ['unbekannt', 'vorlaeufig-eingestellt'])],
  '1130': [to('ermittlung', ['unbekannt'])],
  '1150': [to('vorlaeufig-eingestellt', PROSECUTION)],
  '1151': [
    {
      stand: 'ermittlung',
      aus: ['vorlaeufig-eingestellt'],
      wenn: { feld: 'ergebnis', werte: ['ermittelt', 'letzte-anschrift-bestaetigt', 'haft', null] },
    },
  ],
  '1160': [to('eingestellt', PROSECUTION)],
  '1310': [to('anhoerung', PROSECUTION)],
  '1311': [to('anhoerung', ['unbekannt', 'ermittlung'])],
  '1320': [to('anhoerung', ['unbekannt', 'ermittlung'])],
  '2010': [to('bescheid-erlassen', [...PROSECUTION, 'zwischenverfahren'])],
  '2030': [to('bescheid-erlassen', PROSECUTION)],
  '2040': [to('bescheid-erlassen', PROSECUTION)],
  '2020': [to('bescheid-zugestellt', [...PROSECUTION, 'bescheid-erlassen'])],
  '2031': [
    {
      stand: 'bescheid-zugestellt',
      aus: [...PROSECUTION, 'bescheid-erlassen'],
      wenn: { feld: 'festgestelltAm', werte: [null] },
    },
  ],
  '2041': [to('bescheid-zugestellt', [...PROSECUTION, 'bescheid-erlassen'])],
  '2060': [to('ermittlung')],
  '2110': [to('zwischenverfahren', [...PROSECUTION, 'bescheid-erlassen', 'bescheid-zugestellt'])],
  '2111': [to('zwischenverfahren', [...PROSECUTION, 'bescheid-erlassen', 'bescheid-zugestellt'])],
  '2112': [
    by('entscheidung', ['verwerfung', 'einspruch-zurueckgenommen'], 'bescheid-zugestellt'),
    by('entscheidung', ['ruecknahme-bescheid'], 'ermittlung'),
    by('entscheidung', ['neuer-bescheid'], 'bescheid-erlassen'),
    by('entscheidung', ['einstellung'], 'eingestellt'),
  ],
  '2113': [
    {
      stand: 'zwischenverfahren',
      aus: ['bescheid-zugestellt', 'rechtskraeftig', 'vollstreckung', 'erledigt'],
      wenn: { feld: 'stand', werte: ['gewaehrt'] },
    },
  ],
  '2120': [to('zwischenverfahren', [...PROSECUTION, 'bescheid-erlassen', 'bescheid-zugestellt'])],
  '2121': [to('gericht')],
  '2122': [to('zwischenverfahren')],
  '2123': [
    by('erledigung', ['verurteilung', 'verurteilung-beschluss', null], 'rechtskraeftig'),
    by(
      'erledigung',
      ['verwerfung-unzulaessig', 'verwerfung-ausbleiben', 'einspruch-zurueckgenommen'],
      'rechtskraeftig',
    ),
    to('eingestellt'),
  ],
  // another authority may be told of it later: what is being enforced or paid stays so
  '3010': [
    to('rechtskraeftig', [
      ...PROSECUTION,
      'bescheid-erlassen',
      'bescheid-zugestellt',
      'zwischenverfahren',
      'gericht',
      'kostenbescheid',
    ]),
  ],
  '3020': [to('vollstreckung')],
  '3022': [to('rechtskraeftig', ['vollstreckung'])],
  '3030': [by('rest', [0], 'erledigt')],
  '3050': [to('rechtskraeftig', ['vollstreckung'])],
  '3060': [to('vollstreckung')],
  '3062': [by('ergebnis', ['verstorben', 'verjaehrt'], 'erledigt')],
  '3070': [by('erledigungsart', finalSettlements, 'erledigt')],
  '3080': [by('grund', ['gezahlt', 'verstorben', 'verjaehrt'], 'erledigt')],
  '3090': [
    by('rechtskraftEntfallen', [true], 'zwischenverfahren'),
    by('grund', ['gezahlt', 'verstorben', 'verjaehrt'], 'erledigt'),
    to('rechtskraeftig', ['vollstreckung']),
  ],
  '3095': [to('vollstreckung')],
  '3096': [by('stand', ['vollstreckt'], 'erledigt')],
  '3310': [to('kostenbescheid')],
  '4010': [
    by('ausgang', ['bussgeldbescheid', 'gericht-verurteilung', 'gericht-verwerfung', 'kostenbescheid', null]),
    by('ausgang', ['verwarnung'], 'erledigt'),
    to('eingestellt'),
  ],
};
