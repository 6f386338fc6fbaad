import { type Datum, daysBetween, german } from '../../procedure/index.ts';
import { type Beteiligte, behoerde, build, type MessageType, nachrichtenkopf } from '../../standard/index.ts';

/** What every message of the gateway says about itself and its case. */
export interface Rahmen {
  readonly uuid: string;
  readonly zeit: Date;
  readonly autor: Beteiligte;
  readonly leser: Beteiligte;
  readonly vorgang: string;
  /** whether the environment is one for tests */
  readonly test: boolean;
}

/** A request as it is named to others. */
export interface GenanntesErsuchen {
  readonly uuid: string;
  readonly nachrichtentyp: MessageType;
  readonly erstellt: Date;
}

const nachricht = ({ uuid, nachrichtentyp, erstellt }: GenanntesErsuchen) => ({
  nachrichtenUUID: uuid,
  nachrichtentyp: { code: nachrichtentyp },
  erstellungszeitpunkt: erstellt.toISOString(),
});

const produkt = ({ test }: Rahmen) => ({
  produkt: 'Bußgeld-Blaupause',
  produkthersteller: 'Projekt Bußgeld-Blaupause',
  ...(test ? { test: 'Testumgebung' } : {}),
});

/** Days up to which the code list calls a deadline `sofort`, and `eilt`. */
const SOFORT = 10;
const EILT = 30;

const vorgang = (rahmen: Rahmen, rechtsgrundlage: string, rest: number | undefined) => ({
  vorgangsUUID: rahmen.vorgang,
  // the gateway keeps no file: its sign is the case's own
  aktenzeichenAutor: `FRIST-${rahmen.vorgang}`,
  rechtsgrundlage: { code: rechtsgrundlage },
  ...(rest === undefined || rest > EILT ? {} : { dringlichkeit: { code: rest <= SOFORT ? 'sofort' : 'eilt' } }),
});

/** What a warning says beside its frame. */
export interface Warnung {
  readonly heute: Datum;
  readonly fristende: Datum;
  readonly absolutesEnde: Datum | undefined;
  /** UUID of the message that the end comes from */
  readonly quelle: string;
  readonly offen: readonly (GenanntesErsuchen & {
    readonly ersucht: Beteiligte | undefined;
    readonly erbetenBis: Datum | undefined;
  })[];
}

/** Builds `verfahren.verjaehrungswarnung.4030`. @returns UTF-8 of the message */
export const warnung4030 = (rahmen: Rahmen, warnung: Warnung): Uint8Array => {
  const restTage = daysBetween(warnung.heute, warnung.fristende);
  return build({
    typ: 'verfahren.verjaehrungswarnung.4030',
    ...produkt(rahmen),
    nachrichtenkopf: nachrichtenkopf('verfahren.verjaehrungswarnung.4030', rahmen),
    vorgang: vorgang(rahmen, 'owig-31', restTage),
    fristende: warnung.fristende,
    restTage,
    ...(warnung.absolutesEnde === undefined ? {} : { absolutesEnde: warnung.absolutesEnde }),
    quelleUUID: warnung.quelle,
    ...(warnung.offen.length === 0
      ? {}
      : {
          offenesErsuchen: warnung.offen.map((one) => ({
            nachricht: nachricht(one),
            ...(one.ersucht === undefined ? {} : { ersuchteStelle: behoerde(one.ersucht) }),
            ...(one.erbetenBis === undefined ? {} : { erbetenBis: one.erbetenBis }),
          })),
        }),
  });
};

/** What a reminder says beside its frame. */
export interface Erinnerung {
  readonly ersuchen: GenanntesErsuchen;
  readonly rechtsgrundlage: string;
  readonly ersuchend: Beteiligte;
  readonly heute: Datum;
  readonly faellig: Datum;
  /** until when the answer is asked for now: the same day, or a new one once it has passed */
  readonly erbetenBis: Datum;
  readonly nummer: number;
  readonly verjaehrung: { readonly fristende: Datum; readonly absolutesEnde: Datum | undefined } | undefined;
}

const wann = (tage: number): string => (tage === 0 ? 'heute' : tage === 1 ? 'morgen' : `in ${tage} Tagen`);

/** Builds `administration.erinnerung.0040`. @returns UTF-8 of the message */
export const erinnerung0040 = (rahmen: Rahmen, erinnerung: Erinnerung): Uint8Array => {
  const { ersuchen, faellig, heute, verjaehrung, ersuchend } = erinnerung;
  const late = daysBetween(faellig, heute);
  const when =
    late > 0
      ? `Die Antwort war bis ${german(faellig)} erbeten.`
      : `Die Antwort ist bis ${german(faellig)} erbeten, das ist ${wann(-late)}.`;
  const rest = verjaehrung && daysBetween(heute, verjaehrung.fristende);
  return build({
    typ: 'administration.erinnerung.0040',
    ...produkt(rahmen),
    nachrichtenkopf: nachrichtenkopf('administration.erinnerung.0040', { ...rahmen, referenzUUID: ersuchen.uuid }),
    vorgang: {
      ...vorgang(rahmen, erinnerung.rechtsgrundlage, rest),
      erbetenBis: erinnerung.erbetenBis,
      ...(verjaehrung === undefined
        ? {}
        : {
            verjaehrung: {
              fristende: verjaehrung.fristende,
              ...(verjaehrung.absolutesEnde === undefined ? {} : { absolutesEnde: verjaehrung.absolutesEnde }),
            },
          }),
    },
    offeneNachricht: nachricht(ersuchen),
    faelligAm: faellig,
    nummer: erinnerung.nummer,
    hinweis: `${when} Die Antwort geht an ${ersuchend.name} (${ersuchend.kennung}); das Gateway erinnert nur.`,
  });
};
