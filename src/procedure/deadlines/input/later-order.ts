import type { Ereignistyp } from './events.ts';

/** Types that cannot lie before every event of another type, where such an event is in the file. */
export interface Reihenfolge {
  readonly typ: readonly Ereignistyp[];
  readonly nach: Ereignistyp;
  readonly norm: string;
  /** events that make the order possible */
  readonly ausser?: readonly Ereignistyp[];
}

/** The order of remedies, Verwarnung, enforcement and Fahrverbot. */
export const laterOrder: readonly Reihenfolge[] = [
  { typ: ['verwarnungsgeld-gezahlt', 'verwarnung-abgelehnt'], nach: 'verwarnung-angeboten', norm: '§ 56 OWiG' },
  { typ: ['widerspruch-72'], nach: 'hinweis-72', norm: '§ 72 Abs. 1 OWiG' },
  { typ: ['gerichtliche-entscheidung'], nach: 'gerichtliche-entscheidung-beantragt', norm: '§ 62 OWiG' },
  {
    typ: ['rechtsbeschwerde-eingelegt', 'rechtsbeschwerde-zulassung-beantragt', 'rechtsmittelverzicht'],
    nach: 'urteil-erster-instanz',
    norm: '§ 79 OWiG',
    ausser: ['beschluss-72'],
  },
  {
    typ: ['rechtsbeschwerde-verworfen', 'rechtsbeschwerde-zurueckgenommen', 'urteil-aufgehoben'],
    nach: 'rechtsbeschwerde-eingelegt',
    norm: '§§ 79, 80 OWiG',
    ausser: ['rechtsbeschwerde-zulassung-beantragt'],
  },
  { typ: ['erzwingungshaft-beantragt', 'erzwingungshaft-angeordnet'], nach: 'rechtskraft', norm: '§§ 89, 96 OWiG' },
  {
    typ: ['erzwingungshaft-angeordnet', 'erzwingungshaft-abgelehnt'],
    nach: 'erzwingungshaft-beantragt',
    norm: '§ 96 OWiG',
  },
  { typ: ['erzwingungshaft-vollzogen'], nach: 'erzwingungshaft-angeordnet', norm: '§ 97 OWiG' },
  {
    typ: ['zahlungsunfaehigkeit-widerlegt'],
    nach: 'zahlungsunfaehigkeit-dargetan',
    norm: '§ 96 Abs. 1 Nr. 2 OWiG',
    ausser: ['zahlungsunfaehigkeit-bekannt'],
  },
  { typ: ['vollstreckung-wieder-moeglich'], nach: 'vollstreckung-gehindert', norm: '§ 34 Abs. 4 Nr. 1 OWiG' },
  { typ: ['fuehrerschein-zurueckgegeben'], nach: 'fuehrerschein-verwahrt', norm: '§ 25 Abs. 2 StVG' },
  { typ: ['anstaltsverwahrung-ende'], nach: 'anstaltsverwahrung-beginn', norm: '§ 25 Abs. 5 StVG' },
  { typ: ['fahrerlaubnis-zurueckerhalten'], nach: 'fahrerlaubnis-vorlaeufig-entzogen', norm: '§ 25 Abs. 6 StVG' },
];
