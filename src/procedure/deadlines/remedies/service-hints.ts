import { serviceRules } from '../../law/service.ts';
import { german } from '../../time/calendar.ts';
import { aufbewahrtBis, type Zustellbefund, zustellbefunde, zustellungsrecht } from '../../time/service.ts';
import type { Ereignis } from '../input/events.ts';
import type { Fall } from '../input/input.ts';

/** Findings about a Zustellung of the file; the place of service is not in the file, the seat of the authority stands in. */
export const befundeOf = (event: Ereignis, fall: Fall): readonly Zustellbefund[] =>
  event.art === undefined ? [] : zustellbefunde({ ...event, art: event.art }, fall.ort);

/** The way has a fiction whose number of days stands in the service law of the Land. */
const hasLandFiction = ({ art }: Ereignis): boolean =>
  serviceRules.some((rule) => rule.id === art && rule.value.landesrechtlich === true);

/** What a clerk should know of the services of a Bescheid beside the periods. */
export const zustellhinweise = (fall: Fall): readonly string[] =>
  fall.ereignisse
    .filter((event) => event.typ === 'bescheid-zugestellt')
    .flatMap((event) => [
      ...befundeOf(event, fall).map((befund) => `${befund.text} (${befund.norm})`),
      ...(event.art === 'pzu-niederlegung'
        ? [
            `Das am ${german(event.am)} niedergelegte Dokument liegt bis ${german(aufbewahrtBis(event.am))} zur Abholung bereit (§ 181 Abs. 2 ZPO); auf die Abholung kommt es nicht an.`,
          ]
        : []),
      ...(zustellungsrecht(fall.ort.land, event.am)?.value.vierTage === 'unbekannt' && hasLandFiction(event)
        ? [
            `${fall.ort.land} hat ein eigenes Zustellungsgesetz (${zustellungsrecht(fall.ort.land, event.am)?.norm}); die Zahl der Tage bis zur Zustellungsfiktion ist dort zu prüfen (§ 51 Abs. 1 OWiG).`,
          ]
        : []),
    ]);
