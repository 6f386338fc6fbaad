import { moves, type Schwere, senders, type Zug } from '../../../src/procedure/law/order.ts';
import { stateRules } from '../../../src/procedure/law/order-rules.ts';
import { requestKinds } from '../../../src/procedure/law/requests.ts';
import { effects, stages, type Verfahrensstand, type Wirkung } from '../../../src/procedure/law/stages.ts';
import { contradictions } from '../../../src/procedure/states/order-contradictions.ts';
import { code, table } from '../markdown.ts';
import { fileLink, GENERATED, messageLink, numberLink } from './links.ts';
import type { Source } from './source.ts';

const UP = '';

const names = Object.keys(stages) as Verfahrensstand[];
const lines = Object.entries(effects).flatMap(([nummer, list]) => list.map((effect) => ({ nummer, effect })));

const links = (source: Source, numbers: readonly string[]): string =>
  numbers
    .flatMap((number) => source.byNumber.get(number) ?? [])
    .map((message) => numberLink(UP, message))
    .join(', ');

const condition = ({ wenn }: Wirkung): string =>
  wenn === undefined ? '' : ` (${wenn.feld}: ${wenn.werte.map((value) => value ?? 'nicht bekannt').join(', ')})`;

const stageTable = (source: Source): string =>
  table(
    ['Stand', 'Bedeutung', 'entsteht durch'],
    names.map((stage) => [
      code(stage),
      stages[stage],
      lines
        .filter(({ effect }) => effect.stand === stage)
        .map(({ nummer, effect }) => `${links(source, [nummer])}${condition(effect)}`)
        .join(', '),
    ]),
  );

const id = (stage: Verfahrensstand): string => stage.replaceAll('-', '_');

/** Stages before a Bescheid, drawn as one where they go the same way. */
const BEFORE: readonly Verfahrensstand[] = ['ermittlung', 'anhoerung', 'vorlaeufig-eingestellt'];
const GROUP = 'verfolgung';

/** Edges whose stage before is known: where the message changes only some stages, or is due in some. */
const picture = (): string => {
  const edges = new Map<string, Set<string>>();
  const add = (from: string, target: string, nummer: string): void => {
    const edge = `${from} --> ${target}`;
    edges.set(edge, (edges.get(edge) ?? new Set()).add(nummer));
  };
  for (const { nummer, effect } of lines) {
    const { stand } = effect;
    if (stand === undefined) continue;
    const before = effect.aus ?? moves.find((move) => move.nummer === nummer)?.in ?? [];
    const known = before.filter((stage) => stage !== stand && stage !== 'unbekannt');
    const together = !BEFORE.includes(stand) && BEFORE.every((stage) => known.includes(stage));
    if (together) add(GROUP, id(stand), nummer);
    for (const stage of known) if (!together || !BEFORE.includes(stage)) add(id(stage), id(stand), nummer);
  }
  const state = (stage: Verfahrensstand): string => `state "${stages[stage].replaceAll(/[,;:]/g, '')}" as ${id(stage)}`;
  const drawn = [...edges].map(([edge, numbers]) => `${edge} : ${[...numbers].join(' ')}`);
  const inside = drawn.filter((line) => BEFORE.some((stage) => line.startsWith(id(stage))));
  const outside = drawn.filter((line) => !inside.includes(line));
  const others = names.filter((stage) => stage !== 'unbekannt' && !BEFORE.includes(stage)).map(state);
  return [
    '```mermaid',
    'stateDiagram-v2',
    `  state "vor dem Bescheid" as ${GROUP} {`,
    ...[...BEFORE.map(state), '[*] --> ermittlung : 1010', ...inside].map((line) => `    ${line}`),
    '  }',
    ...[...others, ...outside].map((line) => `  ${line}`),
    '```',
  ].join('\n');
};

const TRANSFER = `\`\`\`mermaid
sequenceDiagram
  participant P1 as abgebende Behörde
  participant P2 as Gateway
  participant P3 as übernehmende Behörde
  P1->>P2: 1210 Übernahmeersuchen
  Note over P1,P2: die Akte ist gesperrt, zuständig bleibt die abgebende Behörde
  P2->>P3: 1210 Übernahmeersuchen
  P1->>P2: 2010 Zustellungsauftrag
  P2-->>P1: zurückgewiesen, ORDER-AKTE-GESPERRT
  alt übernommen
    P3->>P2: 1211 Übernahme
    Note over P2,P3: zuständig ist die übernehmende Behörde, die Sperre endet
    P1->>P2: 1310 Ersuchen um Anhörung
    P2-->>P1: zurückgewiesen, ORDER-ZUSTAENDIG
  else abgelehnt
    P3->>P2: 1212 Ablehnung
    Note over P1,P2: die Sperre endet, zuständig bleibt die abgebende Behörde
  end
\`\`\``;

const allowed = ({ in: stage }: Zug): string => (stage === undefined ? 'in jedem Stand' : stage.map(code).join(', '));

const moveTable = (source: Source): string =>
  table(
    ['Nachricht', 'Absender', 'vorgesehen im Stand', 'nach', 'bei gesperrter Akte', 'Norm'],
    moves.map((move) => {
      const message = source.byNumber.get(move.nummer);
      return [
        message === undefined ? move.nummer : messageLink(UP, message),
        senders[move.von],
        allowed(move),
        links(source, move.nach ?? []),
        move.gesperrt === true ? 'zurückgewiesen' : '',
        move.norm,
      ];
    }),
  );

const requestTable = (source: Source): string =>
  table(
    ['Ersuchen', 'beantwortet durch', 'in Bearbeitung durch', 'abgewiesen durch', 'zurückgenommen durch'],
    requestKinds.map(({ nummer, antworten, zwischen, ablehnungen, ruecknahmen }) => [
      links(source, [nummer]),
      links(source, antworten),
      links(source, zwischen),
      links(source, [...ablehnungen, '0130']),
      links(source, ruecknahmen),
    ]),
  );

const consequence = (schwere: Schwere): string => (schwere === 'error' ? 'Zurückweisung' : 'Vermerk');

const ruleTable = (source: Source): string =>
  table(
    ['Regel', 'ohne Einstellung', 'Norm', 'Inhalt'],
    [
      [
        '`ORDER-nnnn`',
        'Vermerk; bei 3020 und 3060 Zurückweisung, wenn der Bescheid über das Gateway lief',
        'Norm der Nachricht',
        'Der Nachricht nnnn geht im selben Vorgang eine der unter „nach“ genannten voraus.',
      ],
      [
        '`ORDER-nnnn-ZEIT`',
        'Zurückweisung',
        'Norm der Nachricht',
        'Sie ist nicht früher datiert als die Nachricht, auf die sie folgt.',
      ],
      ...Object.values(stateRules).map(({ rule, schwere, norm, text }) => [
        code(rule),
        consequence(schwere),
        norm,
        text,
      ]),
      ...contradictions.map(({ rule, schwere, norm, nummer, was }) => [
        code(rule),
        consequence(schwere),
        norm,
        `${was} Geprüft bei ${links(source, nummer)}.`,
      ]),
    ],
  );

/** States of a case and its requests: which message may follow which, by whom, when. */
export const flowPage = (source: Source): string =>
  `${[
    GENERATED,
    '# Ablauf: Stände, Zuständigkeit, Ersuchen',
    `Welche Nachricht in einem Verfahren auf welche folgen darf, von wem und wann. Die Tafeln sind Daten (${fileLink(UP, 'src/procedure/law/order.ts')}, ${fileLink(UP, 'src/procedure/law/stages.ts')}, ${fileLink(UP, 'src/procedure/law/requests.ts')}); das Gateway prüft danach jede Nachricht, deren Inhalt es lesen darf, gegen die Nachrichten, die es im selben Vorgang angenommen hat. Was auf Papier oder an ihm vorbei geschah, sieht es nicht: Fehlt nur ein Schritt, nimmt es die Nachricht an und vermerkt das im Nachweis. Es weist zurück, was sich widerspricht. Beides kann das [Profil](../reference/profile.md) je Regel anders bestimmen.`,
    '- Rückweisung (0010) und Quittung (0020) ändern weder Stand noch Zuständigkeit, noch ein Ersuchen.\n- Nur die Übernahme (1211) und die Bestimmung (1220) ändern, wer zuständig ist, und eine weitergeleitete Anzeige (0120).\n- Zwei Nachrichten eines Vorgangs, die sich widersprechen, nimmt das Gateway auch dann nicht beide an, wenn sie zur selben Zeit kommen.\n- Nachrichten, die es nicht lesen darf, zählen mit ihrem Typ; zurückgewiesen wird keine Nachricht wegen etwas, das das Gateway nicht lesen konnte.\n- Maßgebend ist der Erstellungszeitpunkt der Nachricht, nicht die Uhr des Gateways.',
    '## Stände des Verfahrens',
    stageTable(source),
    'Im Bild stehen die Übergänge, deren Ausgang feststeht; Nachrichten, die jeden Stand ändern, nennt nur die Tafel.',
    picture(),
    '## Abgabe in zwei Schritten',
    'Die Verordnung verlangt, dass die abgebende Behörde die Akte vom Ersuchen bis zur Antwort nicht fortführt und dass erst „übernommen“ die Zuständigkeit ändert (§ 3 BußAktÜbV). Eine Rücknahme (0050) hebt die Sperre erst auf, wenn die andere Behörde sie bestätigt (0051); eine Rückweisung (0010) besagt, dass nichts angekommen ist, und die Akte darf weitergehen.',
    TRANSFER,
    '## Wer was wann sendet',
    moveTable(source),
    '## Ersuchen',
    'Ein Ersuchen ist offen, in Bearbeitung, beantwortet, abgebrochen, zurückgenommen oder abgewiesen. Beantworten kann es die Stelle, an die es ging oder weitergeleitet wurde (0110, 0120), und wer das Verfahren übernommen hat. Kommt eine Rücknahme zu spät, lebt es wieder auf.',
    requestTable(source),
    '## Regeln',
    ruleTable(source),
    '## Tests',
    table(
      ['Datei', 'zeigt'],
      [
        [
          fileLink(UP, 'test/procedure/states/chains.test.ts'),
          'jede Nachricht in jedem Stand; ganze Verfahren ohne Befund',
        ],
        [fileLink(UP, 'test/procedure/states/case.test.ts'), 'Zuständigkeit, gesperrte Akte, Ersuchen'],
        [
          fileLink(UP, 'test/procedure/states/properties.test.ts'),
          'Quittungen ändern nichts; jeder Befund nennt Regel und Norm',
        ],
        [fileLink(UP, 'test/store/order.test.ts'), 'zwei Nachrichten zur selben Zeit; andere Vorgänge warten nicht'],
        [fileLink(UP, 'test/e2e/gateway-order.test.ts'), 'dasselbe am Gateway, mit Profil und ungelesenen Inhalten'],
      ],
    ),
  ].join('\n\n')}\n`;
