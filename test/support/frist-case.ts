import { loadKeyStore } from '../../src/crypto/index.ts';
import { newUuid } from '../../src/platform/ids.ts';
import { addDays, addMonths, type Datum } from '../../src/procedure/index.ts';
import { build, sample } from '../../src/standard/index.ts';
import { type Forged, forge } from './forge.ts';
import { POLIZEI } from './profile.ts';

/** What is said in a request 1120 whose dates are those of a test. */
export interface FristCase {
  readonly vorgang?: string;
  /** when it is written and sent */
  readonly am: Date;
  /** last day of limitation */
  readonly ende: Datum;
  /** until when an answer is asked for */
  readonly erbetenBis: Datum;
  /** end without an interruption, from which the day of the act follows; the end itself if left out */
  readonly act?: Datum;
  /** the last interruption that the holder names */
  readonly unterbrochen?: { readonly nr: string; readonly am: Datum };
}

const replaceDates = (xml: string, dates: Readonly<Record<string, string>>): string =>
  Object.entries(dates).reduce((text, [from, to]) => text.replaceAll(from, to), xml);

/** A request of a case whose limitation ends on a day: the act lies three months before, and the holder states the end. */
export function fristCase(pkiDir: string, given: FristCase): Forged {
  const { vorgang = newUuid(), am, ende, erbetenBis, unterbrochen } = given;
  const message = sample('fahrerermittlung.ersuchen.1120');
  const { vorgangsUUID } = message.vorgang;
  const { nachrichtenUUID } = message.nachrichtenkopf.identifikation;
  // two days later than it would have to be, so that the end stated is the earlier one, whatever the lengths of months
  const act = addDays(addMonths(given.act ?? ende, -3), 3);
  const nachricht = replaceDates(Buffer.from(build(message)).toString('utf8'), {
    [nachrichtenUUID]: newUuid(),
    [vorgangsUUID]: vorgang,
    '2026-09-21T10:15:58.117+02:00': am.toISOString(),
    '2026-08-24': addDays(act, 9),
    '2026-08-17': addDays(act, 2),
    '2026-10-05': erbetenBis,
    '2026-11-14': ende,
    '2028-08-14': addDays(addMonths(act, 24), -1),
    '2026-08-15': act,
  })
    .replaceAll(/(PD-C-)\d{4}-\d\d-\d\d/g, '$12026-08-15')
    .replace('</xbg:verjaehrung>', (end) =>
      unterbrochen === undefined
        ? end
        : `<xbg:letzteUnterbrechung><xbg:tatbestand><code>${unterbrochen.nr}</code></xbg:tatbestand><xbg:datum>${unterbrochen.am}</xbg:datum></xbg:letzteUnterbrechung>${end}`,
    );
  return forge(pkiDir, { nachricht, kopf: { erstellt: am, gueltigBis: new Date(am.getTime() + 3_600_000) } });
}

/** The answer 1121 of the police to a request, sent at an instant. */
export function fristAnswer(pkiDir: string, request: Forged, am: Date): Forged {
  const message = sample('fahrerermittlung.ergebnis.1121');
  const { nachrichtenUUID } = message.nachrichtenkopf.identifikation;
  const nachricht = replaceDates(Buffer.from(build(message)).toString('utf8'), {
    [nachrichtenUUID]: newUuid(),
    [message.vorgang.vorgangsUUID]: request.kopf.vorgangsUUID,
    [message.nachrichtenkopf.referenzUUID ?? '']: request.kopf.nachrichtenUUID,
    [message.nachrichtenkopf.identifikation.erstellungszeitpunkt]: am.toISOString(),
  });
  return forge(pkiDir, {
    nachricht,
    author: loadKeyStore(pkiDir, POLIZEI).signature,
    kopf: { erstellt: am, gueltigBis: new Date(am.getTime() + 3_600_000) },
  });
}
