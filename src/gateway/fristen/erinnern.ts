import { type Ersuchen, planErinnerung } from '../../ledger/index.ts';
import { addDays, addWorkdays } from '../../procedure/index.ts';
import { adressat, sendeEigene } from './absenden.ts';
import { eigeneUuid } from './kennung.ts';
import { erinnerung0040 } from './nachrichten.ts';
import { erinnerungsstufe, naechsterErinnerungstag } from './stufen.ts';
import type { Laufumgebung } from './umgebung.ts';

/** Working days until which a late answer is asked for anew: the answer period of a reminder in the catalogue. */
const NACHFRIST_WERKTAGE = 2;

/**
 * Reminds the asked authority of a request that waits, if a stage of its answer period has come that was not said yet.
 * Then, or otherwise, plans the next one.
 */
export async function erinnere(umgebung: Laufumgebung, row: Ersuchen): Promise<void> {
  const { context, umstaende } = umgebung;
  const { ledger } = context;
  const { pool } = ledger;
  const { vorgang } = row;
  const { lage } = await umgebung.lage(vorgang);
  const ersuchen = lage.wartend.find(({ uuid }) => uuid === row.uuid);
  if (ersuchen === undefined) return planErinnerung(pool, row.uuid, row.stufe, undefined);
  const { heute, stufen } = umstaende;
  const stufe = erinnerungsstufe(ersuchen, heute, stufen.erinnerung);
  if (stufe === undefined || stufe <= row.stufe) {
    const next = naechsterErinnerungstag(ersuchen, stufen.erinnerung, row.stufe);
    return planErinnerung(pool, row.uuid, row.stufe, next !== undefined && next > heute ? next : undefined);
  }
  const next = naechsterErinnerungstag(ersuchen, stufen.erinnerung, stufe);
  const an = ersuchen.an ?? row.ersucht;
  const { faellig, rechtsgrundlage } = ersuchen;
  const uuid = eigeneUuid('erinnerung', row.uuid, faellig, String(stufe), an);
  const leser = adressat(context, an, '0040');
  if ('grund' in leser) {
    umgebung.ungesagt('erinnerung', leser.grund, { ersuchen: row.uuid, stufe });
    return planErinnerung(pool, row.uuid, stufe, next);
  }
  const genannt = await umgebung.genannt(row.uuid);
  const known = await ledger.findByUuid(uuid);
  if (genannt === undefined || known !== undefined) return planErinnerung(pool, row.uuid, stufe, next);
  const zeit = context.clock.now();
  const rahmen = umgebung.rahmen(uuid, { kennung: leser.schluessel, name: leser.name }, vorgang, zeit);
  const { fristende, absolutesEnde } = lage.stand;
  const late = heute > faellig;
  const refused = await sendeEigene(context, {
    ...{ uuid, vorgang, leser, zeit },
    typ: 'administration.erinnerung.0040',
    nachricht: erinnerung0040(rahmen, {
      ...{ heute, faellig, rechtsgrundlage },
      ersuchen: genannt,
      ersuchend: umgebung.beteiligte(row.ersuchend),
      erbetenBis: late ? addWorkdays(heute, NACHFRIST_WERKTAGE, umstaende.ort(an)) : faellig,
      nummer: row.erinnert + 1,
      verjaehrung: fristende === undefined || fristende < heute ? undefined : { fristende, absolutesEnde },
    }),
    vermerk: { erinnert: { ersuchen: row.uuid, stufe, naechste: next } },
  });
  if (refused !== undefined) {
    const morgen = () => planErinnerung(pool, row.uuid, row.stufe, addDays(heute, 1));
    return umgebung.abgewiesen('erinnerung', refused, uuid, morgen);
  }
  umgebung.melder.erinnert(stufe);
  umgebung.done.erinnert += 1;
  context.log.info({ uuid, ersuchen: row.uuid, stufe, an: leser.schluessel }, 'reminded of a request');
}
