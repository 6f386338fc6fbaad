import { table } from '../markdown.ts';
import { fileLink, GENERATED, messageLink, numberLink } from './links.ts';
import { page } from './message.ts';
import { roleNames, shortPeriod } from './roles.ts';
import { ruleFile } from './ruleset.ts';
import { themePicture } from './sequence.ts';
import type { MessageDoc, Source } from './source.ts';

const UP = '../';

/** A theme as its page introduces it. */
interface Theme {
  readonly titel: string;
  readonly text: string;
}

/** Themes by schema file, in the order of the procedure. */
const THEMES: Readonly<Record<string, Theme>> = {
  administration: {
    titel: 'Verwaltung von Nachrichten',
    text: 'Was jede Stelle senden darf, gleich in welchem Fall: Rückweisung, Quittung, Statusanfrage, Erinnerung und Rücknahme. Diese Nachrichten ändern den Stand eines Verfahrens nicht. Drei Ebenen bleiben getrennt: Die Quittung des Transports belegt, dass eine Sendung angekommen ist; 0020 belegt, dass der Leser die Nachricht geprüft und übernommen hat; nur eine fachliche Antwort ändert den Stand der Sache.',
  },
  weiterleitung: {
    titel: 'Weiterleitung',
    text: 'Erreicht eine Nachricht eine Stelle, die nicht zuständig ist, leitet diese sie unverändert weiter und sagt es dem Autor, oder sie sagt ihm, dass sie nicht zuständig ist (§§ 37 bis 39 OWiG).',
  },
  anzeige: {
    titel: 'Anzeige und Nachermittlung',
    text: 'Polizei oder Messstelle zeigen eine Ordnungswidrigkeit an; die Bußgeldbehörde bestätigt mit ihrem Aktenzeichen und fragt nach, was fehlt (§§ 46, 53 OWiG). Mit der Tat beginnt die Verfolgungsverjährung.',
  },
  fahrerermittlung: {
    titel: 'Fahrerermittlung',
    text: 'Wer fuhr? Halterauskunft, Anschriften, Ersuchen an die Polizei am Wohnort, Lichtbild, Aufenthaltsermittlung und Fahrtenbuch. Alle Ersuchen laufen gegen die Verjährung: drei Monate bei Verkehrsordnungswidrigkeiten (§ 26 Abs. 3 StVG).',
  },
  abgabe: {
    titel: 'Abgabe an die zuständige Behörde',
    text: 'Eine Akte geht mit einem Übernahmeersuchen und dem Mindestdatensatz des § 2 Abs. 3 BußAktÜbV über. Abgegeben ist sie erst, wenn die andere Behörde „übernommen“ meldet (§ 3 BußAktÜbV); bis dahin darf der Abgebende sie nicht fortführen. Zustände: [Mindestdatensatz und Übergabe](../mindestdatensatz.md).',
  },
  anhoerung: {
    titel: 'Anhörung und Verwarnung',
    text: 'Gehör für Betroffene, auch durch eine andere Stelle, und die Verwarnung mit Verwarnungsgeld (§§ 55, 56 OWiG). Die Anordnung der Anhörung unterbricht die Verjährung (§ 33 Abs. 1 Nr. 1 OWiG).',
  },
  zustellung: {
    titel: 'Bescheid und Zustellung',
    text: 'Der Bescheid wird zugestellt, und der Nachweis kommt zurück (§ 51 OWiG, VwZG, §§ 177 bis 182 ZPO). Wird er binnen zwei Wochen nach dem Erlass zugestellt, hat schon der Erlass die Verjährung unterbrochen (§ 33 Abs. 1 Nr. 9 OWiG).',
  },
  einspruch: {
    titel: 'Einspruch und Gericht',
    text: 'Einspruch binnen zwei Wochen nach Zustellung (§ 67 OWiG), Zwischenverfahren der Behörde (§ 69 OWiG), Vorlage an Staatsanwaltschaft und Amtsgericht, Wiedereinsetzung (§ 52 OWiG). Die Nachrichten an die Justiz beschreiben, was ein Adapter auf XJustiz umsetzt.',
  },
  vollstreckung: {
    titel: 'Vollstreckung',
    text: 'Von der Rechtskraft bis zur Erledigung: Zahlung, Vollstreckungshilfe in einem anderen Land, Zahlungserleichterung, Erzwingungshaft, Auslandsersuchen (§§ 89 bis 104 OWiG). Vollstreckt wird frühestens zwei Wochen nach Rechtskraft (§ 95 Abs. 1 OWiG).',
  },
  fahrverbot: {
    titel: 'Fahrverbot',
    text: 'Verwahrung, Beschlagnahme und Rückgabe des Führerscheins (§ 25 StVG). Die Verbotsfrist beginnt mit der Verwahrung (§ 25 Abs. 5 StVG).',
  },
  register: {
    titel: 'Fahreignungsregister und Kosten des Halters',
    text: 'Mitteilungen an das Fahreignungsregister und Auskünfte daraus (§§ 28, 30 StVG) sowie der Kostenbescheid gegen den Halter (§ 25a StVG).',
  },
  verfahren: {
    titel: 'Verfahren',
    text: 'Ausgang des Verfahrens, Akteneinsicht, Warnung vor der Verjährung und Berichtigung übermittelter Daten.',
  },
};

const themeOf = (source: Source, room: string): Theme =>
  THEMES[room] ?? { titel: room, text: source.schemas.files.get(`xbussgeld/xbussgeld-${room}.xsd`) ?? '' };

/** Messages by theme, in the order of the procedure. */
export const messagesByTheme = (source: Source): ReadonlyMap<string, readonly MessageDoc[]> => {
  const byRoom = Map.groupBy(source.messages, ({ room }) => room);
  const rank = Object.keys(THEMES);
  return new Map([...byRoom].sort(([a], [b]) => rank.indexOf(a) - rank.indexOf(b)));
};

/** Table of messages, as themes and the overview show it. */
export const messageTable = (source: Source, up: '' | '../', messages: readonly MessageDoc[]): string =>
  table(
    ['Nachricht', 'Name', 'Autor', 'Leser', 'Antworten', 'Frist'],
    messages.map((message) => [
      messageLink(up, message),
      `\`${message.name}\``,
      roleNames(message.from),
      roleNames(message.to),
      message.quittung
        ? '0020'
        : message.antworten
            .flatMap((number) => source.byNumber.get(number) ?? [])
            .map((answer) => numberLink(up, answer))
            .join(', '),
      shortPeriod(message),
    ]),
  );

/** Title of a theme. */
export const themeTitle = (source: Source, room: string): string => themeOf(source, room).titel;

/** The page of one theme. */
export const themePage = (source: Source, room: string, messages: readonly MessageDoc[]): string => {
  const { titel, text } = themeOf(source, room);
  const file = `xsd/xbussgeld/xbussgeld-${room}.xsd`;
  const rules = source.rules.filter((rule) => rule.file === `xbussgeld-${room}.sch`);
  const schematron = rules[0] === undefined ? '' : `, Regeln: ${fileLink(UP, ruleFile(rules[0]))}`;
  return page(
    GENERATED,
    `# ${titel}`,
    text,
    messageTable(source, UP, messages),
    'Antworten: Nummern der fachlichen Antworten, 0020 die Quittung. Frist der Antwort, ohne Antwort die der Nachricht selbst: L gesetzlich, B betrieblicher Vorschlag; solange die Tat verjähren kann, nie später als zehn Tage vor dem Ende der Verjährung.',
    '## Ablauf',
    'Durchgezogen: Nachrichten; gestrichelt: mögliche Antworten und Quittungen. Können mehrere Stellen Autor oder Leser sein, zeigt das Bild eine davon. Jede Nachricht kann stattdessen mit 0010 zurückgewiesen werden.',
    themePicture(messages, (number) => source.byNumber.get(number)),
    '## Quellen',
    `Schema: ${fileLink(UP, file)}${schematron}.`,
  );
};
