import { moveOf, senders } from '../../../src/procedure/law/order.ts';
import { stages } from '../../../src/procedure/law/stages.ts';
import { build, type MessageType, sample } from '../../../src/standard/index.ts';
import { code, table } from '../markdown.ts';
import { fileLink, GENERATED, messageLink, ruleLink, themeLink } from './links.ts';
import { periodText, roleNames } from './roles.ts';
import { isGeneral, type MessageDoc, type ReachingRule, type Source } from './source.ts';
import { counterparts, TRANSPORT } from './standards.ts';
import { structure } from './structure.ts';
import { CATALOGUE_TESTS } from './tests.ts';

const UP = '../';

/** A severity in German. */
export const severityName = ({ severity }: Pick<ReachingRule, 'severity'>): string =>
  severity === 'error' ? 'Fehler' : 'Warnung';

/** Blocks of a page, those without text left out. */
export const page = (...blocks: readonly string[]): string =>
  `${blocks.filter((block) => block !== '').join('\n\n')}\n`;

const links = (source: Source, numbers: readonly string[]): string =>
  numbers
    .flatMap((number) => source.byNumber.get(number) ?? [])
    .map((message) => messageLink(UP, message))
    .join(', ');

const receipt = ({ quittung, antworten }: MessageDoc): string => {
  if (quittung) return 'ja, der Leser bestätigt mit 0020; eine fachliche Antwort folgt nicht';
  if (antworten.length > 0) return 'nein, die fachliche Antwort genügt';
  return 'nein; den Empfang belegt der Transport';
};

const profile = (source: Source, message: MessageDoc): string => {
  const requests = source.messages.filter(({ antworten }) => antworten.includes(message.number));
  const facts: readonly (readonly [string, string])[] = [
    ['Nummer', message.number],
    ['Name', code(message.name)],
    ['Thema', themeLink(UP, message.room)],
    ['Autor', roleNames(message.from)],
    ['Leser', roleNames(message.to)],
    ['Rechtsgrundlage', message.rechtsgrundlage],
    [
      'Antwort auf',
      links(
        source,
        requests.map(({ number }) => number),
      ),
    ],
    ['Antworten', links(source, message.antworten)],
    ['Frist', periodText(message, ruleLink(UP, { id: 'V3' }))],
    ['Quittung 0020', receipt(message)],
    ['Schema', fileLink(UP, `xsd/${message.file}`)],
  ];
  return table(
    ['Merkmal', 'Angabe'],
    facts.filter(([, text]) => text !== ''),
  );
};

const rules = (source: Source, message: MessageDoc): string => {
  const own = source.rules.filter((rule) => rule.numbers.includes(message.number));
  // what is asked of this message alone comes first
  const special = own
    .filter((rule) => !isGeneral(source, rule))
    .sort((a, b) => Number(a.numbers.length > 1) - Number(b.numbers.length > 1));
  const general = own.filter((rule) => isGeneral(source, rule)).map((rule) => ruleLink(UP, rule));
  const rows = special.map((rule) => [ruleLink(UP, rule), severityName(rule), rule.text]);
  return page(
    rows.length === 0 ? 'Keine Regeln nur für diese Nachricht.' : table(['Regel', 'Schwere', 'Text'], rows),
    `Dazu Regeln für Kopf, Vorgang und Dokumente vieler Nachrichten: ${general.join(', ')}.`,
  ).trim();
};

const order = (source: Source, { number }: MessageDoc): string => {
  const move = moveOf(number);
  if (move === undefined) return '';
  const { nach, norm, fehlerWenn, in: allowed, von, gesperrt } = move;
  const sentences = [
    `Absender im Ablauf: ${senders[von]}.`,
    allowed === undefined
      ? ''
      : `Vorgesehen im Stand: ${allowed.map((stage) => stages[stage]).join('; ')} (${norm}). In einem anderen Stand vermerkt das Gateway das im Nachweis (Regel ORDER-STAND).`,
    nach === undefined ? '' : predecessors(source, number, nach, norm, fehlerWenn ?? []),
    gesperrt === true
      ? 'Läuft die Abgabe der Akte, weist das Gateway die Nachricht der abgebenden Behörde zurück (Regel ORDER-AKTE-GESPERRT).'
      : '',
  ].filter((sentence) => sentence !== '');
  const more = `Stand, Zuständigkeit und Ersuchen: [Ablauf](${UP}ablauf.md).`;
  return page('## Reihenfolge', ...sentences, more).trim();
};

const predecessors = (
  source: Source,
  number: string,
  nach: readonly string[],
  norm: string,
  strict: readonly string[],
): string => {
  const also = strict.length === 0 ? '' : `, nach ${strict.join(', ')} im selben Vorgang weist es zurück`;
  return `Voraus geht im selben Vorgang: ${links(source, nach)} (${norm}). Hat das Gateway keine gesehen, vermerkt es das im Nachweis${also}; ist sie später datiert, weist es zurück. Regel ORDER-${number} in ${fileLink(UP, 'src/procedure/law/order.ts')}.`;
};

const example = ({ name }: MessageDoc): string => {
  const xml = Buffer.from(build(sample(name as MessageType), { readable: true })).toString('utf8');
  return `\`\`\`xml\n${xml.trim()}\n\`\`\``;
};

const mapping = ({ number }: MessageDoc): string => {
  const rows = counterparts
    .filter(({ numbers }) => numbers.includes(number))
    .map(({ standard, text }) => [standard, text]);
  return page(rows.length === 0 ? '' : table(['Standard', 'Entsprechung'], rows), TRANSPORT).trim();
};

const tests = (source: Source, message: MessageDoc, naming: readonly string[]): string => {
  const broken = source.rules
    .filter(({ broken: { number } }) => number === message.number)
    .map((rule) => ruleLink(UP, rule));
  return page(
    table(
      ['Datei', 'zeigt'],
      [
        ...CATALOGUE_TESTS.map(([path, shows]) => [fileLink(UP, path), shows]),
        ...naming.map((path) => [fileLink(UP, path, path), 'nennt diese Nachricht']),
      ],
    ),
    broken.length === 0 ? '' : `Gegenbeispiele aus dieser Nachricht: ${broken.join(', ')} ([Matrix](../matrix.md)).`,
  ).trim();
};

/** The page of one message. */
export const messagePage = (source: Source, message: MessageDoc, naming: readonly string[]): string => {
  const { file, schema } = message;
  const inside = (type: string): boolean => source.schemas.declaredIn.get(type) === file;
  const body = { ...schema.type, attributes: [] };
  return page(
    GENERATED,
    `# ${message.number} ${message.titel}`,
    schema.type.documentation,
    profile(source, message),
    '## Aufbau',
    `Wurzelelement \`xbg:${message.name}\` mit den Attributen aller Nachrichten ([Nachricht.G2GType](../baukasten.md#nachrichtg2gtype)). Eingerückt steht der Inhalt von Bausteinen, die nur dieses Thema hat; andere sind verlinkt.`,
    structure(source, body, { up: UP, inside }),
    '## Regeln',
    rules(source, message),
    order(source, message),
    '## Beispiel',
    `Erfundene Daten, gültig nach Schema, Codelisten und Regeln; auch mit \`blaupause sample ${message.number}\`.`,
    example(message),
    '## Entsprechungen',
    mapping(message),
    '## Tests',
    tests(source, message, naming),
  );
};
