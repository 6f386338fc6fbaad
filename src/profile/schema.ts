import { z } from 'zod';
import { ORGANISATIONSSCHLUESSEL_PATTERN } from '../platform/ids.ts';
import { LAENDER } from './laender.ts';
import { ORDER_RULES } from './order-rules.ts';

/** What an authority does in the procedure (DOMAIN 6.2); message types are offered per authority, not per role. */
export const ROLLEN = [
  'messstelle',
  'bussgeldbehoerde',
  'polizei',
  'kba',
  'meldebehoerde',
  'ausweisbehoerde',
  'zulassungsbehoerde',
  'fahrerlaubnisbehoerde',
  'zustelldienst',
  'kasse',
  'vollstreckungsbehoerde',
  'staatsanwaltschaft',
  'gericht',
  'dienstleister',
] as const;

/** Cryptographic suites: RSA-3072 with PSS and OAEP, or P-256 with ECDSA and ECDH-ES. */
export const SUITES = ['rsa', 'ec'] as const;

const schluessel = z.string({ error: 'Text wie "bgb:145110000001"' }).regex(ORGANISATIONSSCHLUESSEL_PATTERN, {
  error: 'drei Kleinbuchstaben, Doppelpunkt, zwölf Ziffern, z. B. "bgb:145110000001"',
});

const nummer = z
  .string({ error: 'vier Ziffern in Anführungszeichen, z. B. "0020", oder "*"' })
  .regex(/^([0-9]{4}|\*)$/, {
    error: 'vier Ziffern in Anführungszeichen, z. B. "0020", oder "*"',
  });

const nummern = z
  .array(nummer, { error: 'Liste von Nachrichtennummern, z. B. ["0010", "1120"]' })
  .refine((list) => new Set(list).size === list.length, { error: 'keine Nummer doppelt' });

const einzeilig = (maximum: number) =>
  z
    .string({ error: `Text mit 1 bis ${maximum} Zeichen` })
    .min(1, { error: `Text mit 1 bis ${maximum} Zeichen` })
    .max(maximum, { error: `Text mit 1 bis ${maximum} Zeichen` })
    .regex(/^\P{C}*$/u, { error: 'eine Zeile ohne Steuerzeichen' });

const eines = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `eines von: ${values.join(', ')}` });

const kurz = z
  .string({ error: 'Kurzname wie zbs-chemnitz' })
  .regex(/^[a-z][a-z0-9-]{1,39}$/, { error: 'Kleinbuchstaben, Ziffern und Bindestriche, z. B. zbs-chemnitz' });

const land = eines(LAENDER.map(({ kuerzel }) => kuerzel) as [string, ...string[]]).describe(
  'Kürzel des Landes, `DE` für den Bund.',
);

const ags = z
  .string({ error: 'acht Ziffern in Anführungszeichen, z. B. "14511000"' })
  .regex(/^[0-9]{8}$/, { error: 'acht Ziffern in Anführungszeichen, z. B. "14511000"' })
  .describe('Amtlicher Gemeindeschlüssel des Sitzes; gleich den ersten acht Ziffern des Organisationsschlüssels.');

const endpunkt = z
  .url({ protocol: /^https$/, error: 'Adresse mit https://' })
  .describe('Adresse für `zustellung: push`; zur Laufzeit durch die Endpunktdatei ersetzbar.');

const standard = z.strictObject({
  namensraum: einzeilig(200).describe('Namensraum der Nachrichten.'),
  versionen: z.array(einzeilig(20)).min(1, { error: 'mindestens eine Version' }),
});

const mandat = z.strictObject({
  fuer: schluessel.describe('Behörde, für die gehandelt wird.'),
  typen: nummern.describe('Nachrichtennummern, die das Mandat umfasst.'),
});

const ganzeZahl = (von: number, bis: number) => {
  const error = `ganze Zahl von ${von} bis ${bis}`;
  return z.number({ error }).int({ error }).min(von, { error }).max(bis, { error });
};

const pushStunden = ganzeZahl(1, 24 * 365);
const postfachTage = ganzeZahl(1, 365);

const behoerde = z.strictObject({
  schluessel: schluessel.describe('Organisationsschlüssel nach dem Muster des DVDV.'),
  name: einzeilig(120).describe('Amtliche Bezeichnung; ihr Teil vor dem ersten Komma wird O im Zertifikat.'),
  kurz: kurz.describe('Kurzname für Anzeigen, in diesem Profil nur einmal.'),
  land,
  ags,
  ort: einzeilig(60).describe('Sitz; L im Zertifikat.'),
  rolle: eines(ROLLEN).describe('Was sie im Verfahren tut.'),
  suite: eines(SUITES).describe('Art der Schlüssel dieser Behörde.'),
  zustellung: eines(['push', 'postfach']).describe('Weg, auf dem das Gateway ihr Nachrichten übergibt.'),
  endpunkt: endpunkt.optional(),
  zustellfrist: z
    .strictObject({
      push: pushStunden.optional().describe('Stunden ab Annahme.'),
      postfach: postfachTage.optional().describe('Tage im Postfach.'),
    })
    .optional()
    .describe('Abweichend von `gateway.zustellfrist`.'),
  sendet: nummern.describe('Nachrichten, die sie senden darf.'),
  nimmt: nummern.describe('Nachrichten, die sie annimmt.'),
  mandate: z.array(mandat).default([]).describe('Behörden, für die sie als Dienstleister handeln darf.'),
  standards: z.array(standard).min(1).optional().describe('Abweichend von `standards` des Profils.'),
});

const stufen = (maximum: number, beispiel: number[]) => {
  const error = `Liste verschiedener ganzer Zahlen von 1 bis ${maximum}, z. B. [${beispiel.join(', ')}]`;
  return z
    .array(z.number({ error }).int({ error }).min(1, { error }).max(maximum, { error }), { error })
    .max(10, { error })
    .refine((list) => new Set(list).size === list.length, { error })
    .default(beispiel);
};

const fristen = z.strictObject({
  warnung: stufen(365, [30, 14, 7, 3]).describe(
    'Tage vor dem Ende der Verjährung, an denen das Gateway warnt (4030); leer: keine Warnungen.',
  ),
  erinnerung: stufen(100, [50, 80, 100]).describe(
    'Anteile einer Antwortfrist in Prozent, nach denen das Gateway erinnert (0040); leer: keine Erinnerungen.',
  ),
});

const tage = (maximum: number) => {
  const error = `ganze Zahl von 1 bis ${maximum}`;
  return z.number({ error }).int({ error }).min(1, { error }).max(maximum, { error });
};

/** Times of retention: no provision names them; docs/law/aufbewahrung.md gives the reasons for the standard values. */
const AUFBEWAHRUNG = { inhaltTage: 30, salzTage: 3653 };

const aufbewahrung = z.strictObject({
  inhaltTage: tage(3653)
    .default(AUFBEWAHRUNG.inhaltTage)
    .describe(
      'Tage nach der Übernahme durch den Leser (oder der Rückgabe an den Autor), nach denen das Gateway den Inhalt löscht.',
    ),
  salzTage: tage(36_525)
    .default(AUFBEWAHRUNG.salzTage)
    .describe(
      'Tage, nach denen das Salz eines Blatts gelöscht wird: danach lässt es sich keinem Vorgang mehr zuordnen.',
    ),
});

/** What happens to a message that breaks the order of the procedure. */
export const ORDNUNG = ['verweigern', 'warnen'] as const;

const ordnung = z.strictObject({
  standard: eines(ORDNUNG)
    .default('verweigern')
    .describe(
      '`verweigern`: Widersprüche weist das Gateway zurück, Auffälliges vermerkt es; `warnen`: es vermerkt beides nur.',
    ),
  regeln: z
    .record(z.string(), eines(ORDNUNG), { error: 'Regeln mit verweigern oder warnen, z. B. ORDER-STAND: verweigern' })
    .default({})
    .describe('Abweichend davon je Regel, z. B. `ORDER-STAND: verweigern`.'),
});

const gateway = z.strictObject({
  schluessel,
  name: einzeilig(120),
  kurz: kurz.default('gateway'),
  land,
  ags: ags.optional(),
  ort: einzeilig(60),
  suite: eines(SUITES),
  inhaltspruefung: eines(['pflicht', 'moeglich', 'keine']).describe(
    'Ob das Gateway Leser des Inhalts sein muss, sein darf oder nicht ist.',
  ),
  sendet: nummern
    .default(['0010', '0020', '0040', '4030'])
    .describe('Nachrichten, die das Gateway selbst senden darf; ohne `4030` warnt, ohne `0040` erinnert es nicht.'),
  fristen: fristen
    .default({ warnung: [30, 14, 7, 3], erinnerung: [50, 80, 100] })
    .describe('Wann das Gateway vor Verjährung warnt und an offene Ersuchen erinnert.'),
  zustellfrist: z
    .strictObject({
      push: pushStunden.default(72).describe('Stunden ab Annahme, in denen die Übergabe versucht wird.'),
      postfach: postfachTage.default(14).describe('Tage, die eine Sendung im Postfach auf Abholung wartet.'),
    })
    .default({ push: 72, postfach: 14 })
    .describe('Wann eine Sendung unzustellbar ist und mit 0010 an ihren Autor zurückgeht.'),
  aufbewahrung: aufbewahrung
    .default(AUFBEWAHRUNG)
    .describe('Wie lange Inhalte und Salze nach dem Ende der Zustellung bleiben; Nachweise bleiben immer.'),
  ordnung: ordnung
    .default({ standard: 'verweigern', regeln: {} })
    .describe('Was mit Nachrichten geschieht, die im Verfahren nicht an der Reihe sind, soweit es sie lesen darf.'),
});

/** Checks that need more than one field; paths point to the field that is wrong. */
const crossChecks = (profil: RawProfile, context: z.RefinementCtx): void => {
  const complain = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message, input: profil });
  for (const rule of Object.keys(profil.gateway.ordnung.regeln))
    if (!ORDER_RULES.includes(rule))
      complain(['gateway', 'ordnung', 'regeln', rule], 'eine Regel der Reihenfolge wie ORDER-STAND oder ORDER-3020');
  const seen = new Set([profil.gateway.schluessel]);
  const shorts = new Set([profil.gateway.kurz]);
  const known = new Set(profil.behoerden.map((item) => item.schluessel));
  for (const [index, item] of profil.behoerden.entries()) {
    const at = (...path: (string | number)[]) => ['behoerden', index, ...path];
    if (seen.has(item.schluessel)) complain(at('schluessel'), 'jeder Organisationsschlüssel nur einmal');
    if (shorts.has(item.kurz)) complain(at('kurz'), 'jeder Kurzname nur einmal');
    if (item.schluessel.slice(4, 12) !== item.ags)
      complain(at('ags'), `${item.schluessel.slice(4, 12)}, wie im Organisationsschlüssel`);
    for (const [mandate, { fuer }] of item.mandate.entries())
      if (!known.has(fuer) || fuer === item.schluessel)
        complain(at('mandate', mandate, 'fuer'), 'eine andere Behörde dieses Profils');
    seen.add(item.schluessel);
    shorts.add(item.kurz);
  }
};

const profileObject = z.strictObject({
  profil: kurz.describe('Name des Profils.'),
  version: z
    .string({ error: 'Monat oder Tag in Anführungszeichen, z. B. "2026-11"' })
    .regex(/^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$/, { error: 'Monat oder Tag in Anführungszeichen, z. B. "2026-11"' })
    .describe('Stand des Profils; steht in jeder Quittung.'),
  umgebung: eines(['test', 'produktion']).describe(
    'Nachrichten mit `@test` gelten nur in `test`, alle anderen nur in `produktion`.',
  ),
  standards: z
    .array(standard, { error: 'Liste von Standards mit namensraum und versionen' })
    .min(1, { error: 'mindestens ein Standard' })
    .describe(
      'Standards, deren Nachrichten befördert werden; das Gateway prüft `urn:bussgeld-blaupause:xbussgeld:1.0`.',
    ),
  gateway,
  behoerden: z.array(behoerde, { error: 'Liste von Behörden' }).min(1, { error: 'mindestens eine Behörde' }),
});
type RawProfile = z.infer<typeof profileObject>;

/** The one schema of profiles: it parses, documents and types them. */
export const profileSchema = profileObject.superRefine(crossChecks);

/** A state's profile: its gateway, its authorities and what each sends and takes. */
export type Profile = z.infer<typeof profileSchema>;
export type Behoerde = Profile['behoerden'][number];
export type GatewayProfile = Profile['gateway'];
export type Rolle = (typeof ROLLEN)[number];
export type SuiteName = (typeof SUITES)[number];
