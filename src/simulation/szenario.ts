import { z } from 'zod';
import { type ErrorCode, catalogue as errorCatalogue } from '../platform/index.ts';
import { bezeichnungen, eventTypes, isDatum, standText, tempoverstoss } from '../procedure/index.ts';
import { ROLLEN } from '../profile/index.ts';
import { definitionOf } from '../standard/index.ts';
import { ARTEN } from './stoerung-arten.ts';
import { widersprueche } from './szenario-regeln.ts';

const tag = (was: string) =>
  z
    .string({ error: 'ein Tag als JJJJ-MM-TT' })
    .refine(isDatum, { error: 'ein Tag, den es gibt, als JJJJ-MM-TT', abort: true })
    .meta({ format: 'date' })
    .describe(was);
const zeile = (was: string, maximum = 120) =>
  z
    .string({ error: `Text mit 1 bis ${maximum} Zeichen` })
    .min(1, { error: `Text mit 1 bis ${maximum} Zeichen` })
    .max(maximum, { error: `Text mit 1 bis ${maximum} Zeichen` })
    // it stands in a line of the report, beside the report's own
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, { error: 'eine Zeile ohne Steuerzeichen' })
    .describe(was);
const ganz = (was: string) =>
  z.int({ error: 'ganze Zahl von 1 bis 400' }).min(1, { error: 'ab 1' }).max(400, { error: 'bis 400' }).describe(was);
const betrag = (was: string) =>
  z
    .string({ error: 'Betrag wie "50.00"' })
    .regex(/^\d{1,6}\.\d{2}$/, { error: 'Betrag wie "50.00"' })
    .describe(was);
const schluesselAus = <T extends object>(werte: T) =>
  z.enum(Object.keys(werte) as [Extract<keyof T, string>, ...Extract<keyof T, string>[]], {
    error: `eines von: ${Object.keys(werte).join(', ')}`,
  });
const nummer = z
  .string({ error: 'vier Ziffern in Anführungszeichen, z. B. "1120"' })
  .refine((value) => /^\d{4}$/.test(value) && definitionOf(value) !== undefined, {
    error: 'die Nummer einer Nachricht des Standards in Anführungszeichen, z. B. "1120"',
  });

const ags = z
  .string({ error: 'acht Ziffern in Anführungszeichen, die ersten beiden von 01 bis 16' })
  .regex(/^(0[1-9]|1[0-6])\d{6}$/, { error: 'acht Ziffern in Anführungszeichen, die ersten beiden von 01 bis 16' })
  .describe('Amtlicher Gemeindeschlüssel.');

const anschrift = z
  .strictObject({
    strasse: zeile('Straße.'),
    hausnummer: zeile('Hausnummer.', 10),
    plz: z
      .string({ error: 'fünf Ziffern in Anführungszeichen' })
      .regex(/^\d{5}$/, { error: 'fünf Ziffern in Anführungszeichen' })
      .describe('Postleitzahl.'),
    ort: zeile('Ort.'),
    ags,
  })
  .describe('Anschrift.');

const person = z.strictObject({
  familienname: zeile('Familienname.'),
  vornamen: zeile('Vornamen.'),
  geburtsname: zeile('Geburtsname.').optional(),
  geburtsdatum: tag('Geburtsdatum.'),
  geburtsort: zeile('Geburtsort.'),
  geschlecht: z.enum(['m', 'w', 'd', 'x'], { error: 'eines von: m, w, d, x' }).describe('Geschlecht.'),
  anschrift: anschrift.describe('Anschrift, unter der die Person gemeldet ist.'),
  fruehereAnschrift: anschrift
    .optional()
    .describe('Anschrift, die das Melderegister noch bei der ersten Auskunft nennt; die Person ist dort nicht mehr.'),
});

const fall = z.strictObject({
  tat: z.strictObject({
    begangenAm: z.iso
      .datetime({ offset: true, error: 'Zeitpunkt mit Zeitzone, z. B. "2026-08-15T10:42:07+02:00"' })
      .describe('Zeitpunkt der Tat mit Zeitzone, z. B. `"2026-08-15T10:42:07+02:00"`.'),
    ort: zeile('Tatort, wie er im Bescheid steht.'),
    ortAgs: ags,
    innerorts: z.boolean({ error: 'true oder false' }).describe('Innerhalb geschlossener Ortschaft.'),
    strasse: zeile('Straße.'),
    fahrtrichtung: zeile('Fahrtrichtung.').optional(),
    tbnr: z
      .string({ error: 'sechs Ziffern in Anführungszeichen' })
      .refine((value) => tempoverstoss(value) !== undefined, {
        error: 'Tatbestandsnummer eines Geschwindigkeitsverstoßes (Tabelle 1c BKatV), z. B. "141713"',
        abort: true,
      })
      .describe('Tatbestandsnummer; Geldbuße und Punkte folgen aus ihr.'),
    zulaessig: ganz('Zulässige Geschwindigkeit in km/h.'),
    gemessen: ganz('Angezeigter Messwert in km/h.'),
    toleranz: ganz('Abzug für Messfehler in km/h.'),
  }),
  fahrzeug: z.strictObject({
    kennzeichen: z
      .string({ error: 'ein Kennzeichen, z. B. REG-XX 2608' })
      .regex(/^[A-ZÄÖÜ0-9][A-ZÄÖÜ0-9 -]{1,14}$/, {
        error: 'ein Kennzeichen aus Großbuchstaben, Ziffern, Bindestrich und Leerzeichen, z. B. REG-XX 2608',
      })
      .describe('Amtliches Kennzeichen.'),
    fahrzeugart: zeile('Fahrzeugart.'),
    fabrikat: zeile('Fabrikat.'),
  }),
  halter: person.describe('Wer als Halter eingetragen ist; weiß nur das Kraftfahrt-Bundesamt.'),
  fahrer: person.describe('Wer gefahren ist; weiß nur die ermittelnde Polizei.'),
});

const zustellung = z.strictObject({
  am: tag('Tag der Zustellung oder des letzten Versuchs.'),
  ergebnis: z
    .enum(['uebergabe', 'briefkasten', 'unzustellbar'], { error: 'eines von: uebergabe, briefkasten, unzustellbar' })
    .describe('Ausgang des Versuchs.'),
  gemeldetAm: tag('Tag der Meldung an die Bußgeldbehörde.'),
});

const ablauf = z.strictObject({
  messstelle: z.strictObject({ anzeigeAm: tag('Tag, an dem die Anzeige gesendet wird.') }),
  bussgeldbehoerde: z.strictObject({
    halterauskunftAm: tag('Eingang bestätigen und nach dem Halter fragen.'),
    zeugenfragebogenAm: tag('Zeugenfragebogen an den Halter; unterbricht die Verjährung nicht.'),
    ermittlungAm: tag('Ersuchen an die Polizei am Wohnort des Halters.'),
    anschriftAm: tag('Frage an die Meldebehörde nach der Anschrift des Fahrers.').optional(),
    anhoerungAm: tag('Anordnung der Anhörung (§ 33 Abs. 1 Nr. 1 OWiG).').optional(),
    bescheidAm: tag('Erlass des Bußgeldbescheids und Auftrag an den Zustelldienst.').optional(),
    einstellungAm: tag('Einstellung, wenn kein Fahrer festgestellt wird.').optional(),
    neueAnschriftAm: tag('Neue Frage nach der Anschrift, wenn der Bescheid nicht zugestellt werden konnte.').optional(),
  }),
  polizei: z.strictObject({
    zwischenstandAm: tag('Zwischenbescheid.').optional(),
    ergebnisAm: tag('Ergebnis der Ermittlung.'),
    ergebnis: z
      .enum(['fahrer-festgestellt', 'nicht-ermittelbar'], {
        error: 'eines von: fahrer-festgestellt, nicht-ermittelbar',
      })
      .describe('Ausgang der Ermittlung.'),
  }),
  zustelldienst: z.array(zustellung).default([]).describe('Ein Eintrag je Auftrag, in dieser Reihenfolge.'),
  kasse: z
    .strictObject({ zahlungAm: tag('Tag der Wertstellung, frühestens der Tag der Rechtskraft.').optional() })
    .default({}),
  vollstreckungsbehoerde: z
    .strictObject({
      annahmeAm: tag('Annahme des Ersuchens.'),
      zahlungAm: tag('Zahlung an die Vollstreckungsbehörde.').optional(),
      rueckgabeAm: tag('Rückgabe, weil fruchtlos.').optional(),
      gezahlt: betrag('Was bis zur Rückgabe gezahlt ist.').optional(),
    })
    .optional(),
});

const stoerung = z.strictObject({
  nach: nummer.describe('Kommt, sobald die erste Nachricht dieser Nummer verarbeitet ist.'),
  von: z.enum(ROLLEN, { error: `eine Rolle: ${ROLLEN.join(', ')}` }).describe('Wessen Schlüssel der Störer verwendet.'),
  art: schluesselAus(ARTEN).describe('Was der Störer tut.'),
  erwartet: z
    .enum(['QUITTUNG', ...(Object.keys(errorCatalogue) as ErrorCode[])], { error: 'QUITTUNG oder ein Fehlercode' })
    .describe('Code der Rückweisung; QUITTUNG, wenn dieselbe Quittung noch einmal kommen muss.'),
});

const erwartet = z.strictObject({
  nachrichten: z.array(nummer).describe('Alle angenommenen Nachrichten in der Reihenfolge ihrer Zeitpunkte.'),
  fristen: z
    .array(
      z.strictObject({
        name: schluesselAus(bezeichnungen),
        ende: tag('Letzter Tag, oder Tag, mit dem etwas eintritt.'),
        nach: schluesselAus(eventTypes)
          .optional()
          .describe('Ereignis, nach dem die Frist so steht; ohne Angabe am Ende des Verfahrens.'),
      }),
    )
    .default([]),
  ende: z.strictObject({
    stand: schluesselAus(standText).describe('Stand des Verfahrens am letzten Tag.'),
    am: tag('Tag der letzten Nachricht.').optional(),
  }),
});

/** The one schema of scenarios: it parses, documents and types them; `docs/reference/scenarios.md` comes from here. */
export const szenarioSchema = z
  .strictObject({
    name: z
      .string({ error: 'Kurzname wie sachsen-bayern-koeln' })
      .regex(/^[a-z][a-z0-9-]{1,59}$/, { error: 'Kleinbuchstaben, Ziffern und Bindestriche' })
      .describe('Kurzname; so heißt auch der Ordner mit den Belegen.'),
    titel: zeile('Überschrift.'),
    beschreibung: z.string().max(2000).optional().describe('Was das Szenario zeigt.'),
    fall: fall.describe('Was geschehen ist; jede Behörde kennt davon nur ihren Teil.'),
    ablauf: ablauf.describe('Wann die Behörden handeln, in Rechtszeit.'),
    stoerungen: z.array(stoerung).default([]).describe('Versuche eines Störers.'),
    erwartet: erwartet.describe('Was eintreten muss; sonst ist der Lauf gescheitert.'),
  })
  .superRefine((szenario, context) => {
    for (const { path, erlaubt } of widersprueche(szenario)) {
      context.addIssue({ code: 'custom', path: [...path], message: erlaubt, input: szenario });
    }
  });

/** A scenario. */
export type Szenario = z.infer<typeof szenarioSchema>;
/** An invented person of a scenario. */
export type SzenarioPerson = Szenario['fall']['halter'];
/** A disturbance and what has to come of it. */
export type Stoerung = Szenario['stoerungen'][number];
