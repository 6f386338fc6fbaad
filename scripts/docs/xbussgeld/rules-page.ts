import { code, table } from '../markdown.ts';
import { anchorOf, fileLink, GENERATED, numberLinks, ruleLink } from './links.ts';
import { page, severityName } from './message.ts';
import { principles } from './principles.ts';
import { ruleFile, usedVariables } from './ruleset.ts';
import type { ReachingRule, Source } from './source.ts';

const INTRODUCTION = `Geschäftsregeln prüfen, was ein Schema nicht sagen kann. Ein **Fehler** führt zur Rückweisung (\`X002\`), eine **Warnung** steht im
Befund und weist nicht zurück. Gefragt werden sie nur bei Nachrichten, die nach dem Schema gültig sind. Ein Befund nennt Regel,
Text, Zeile und Pfad; von einem Wert zeigt er höchstens die Form, nie den Inhalt.

Die Regeln sind ISO Schematron ([xsd/schematron](../../xsd/schematron/README.md)) und laufen in jedem Prozessor, der Schematron nach
XSLT 2.0 übersetzt. Funktionen mit dem Präfix \`f\` rechnen mit Tagen und schlagen in Codelisten nach; \`let\` benennt einen
Zwischenwert. Ein \`assert\` ist verletzt, wenn sein Ausdruck falsch ist, ein \`report\`, wenn er wahr ist. „Nachrichten“ nennt, wo
der Kontext nach den Schemata vorkommen und die Regel etwas beanstanden kann.`;

const BEFORE = `Vor den Geschäftsregeln prüft der Validator, mit diesen Kennungen im Befund:

| Befund | prüft | Rückweisungsgrund |
|---|---|---|
| \`VERSION\` | Namensraum und Attribut \`version\` | V000 |
| \`TYP\` | Wurzelelement ist eine Nachricht des Standards | X001 |
| \`XSD\` | Schema | X001 |
| \`CODELISTE\` | Codeliste und Version sind bekannt | S010 |
| \`CODE\` | Wert steht in der Codeliste | S011 |
| \`DIN91379\` | Zeichenvorrat und Normalform NFC (R4) | X001 |`;

const LETTERS = `Die Kennung beginnt mit R, wo eine Regel eine Grundregel ausführt, sonst mit dem Buchstaben ihres Gegenstands: A Abgabe,
B Fahrverbot, D Dokumente, E Anzeige und Fahrerermittlung, F Vollstreckung, G Register und Kosten, H Anhörung und Verwarnung,
K Kopf, P Einspruch, Q Verfahren, V Vorgang und Verjährung, W Weiterleitung, Y Verwaltung, Z Zustellung.`;

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

const expression = (rule: ReachingRule): string => {
  const lets = usedVariables(rule).map(({ name, value }) => `let $${name} := ${squeeze(value)}`);
  return ['```text', ...lets, `${rule.kind} ${squeeze(rule.test)}`, '```'].join('\n');
};

const entry = (source: Source, rule: ReachingRule): string => {
  return page(
    `### ${rule.id}`,
    `**${severityName(rule)}.** ${rule.text}`,
    [
      `- Kontext: ${code(squeeze(rule.context))}`,
      `- Nachrichten: ${numberLinks(source, '', rule.numbers)}`,
      `- Datei: ${fileLink('', ruleFile(rule))}`,
    ].join('\n'),
    expression(rule),
  ).trim();
};

/** The page of all rules. */
export const rulesPage = (source: Source): string => {
  const anchors = source.rules.map(({ id }) => anchorOf(id));
  const twice = anchors.find((anchor, index) => anchors.indexOf(anchor) !== index);
  if (twice !== undefined) throw new Error(`two rules have the anchor ${twice}`);
  const errors = source.rules.filter(({ severity }) => severity === 'error').length;
  return page(
    GENERATED,
    '# Regeln',
    INTRODUCTION,
    BEFORE,
    '## Grundregeln R1 bis R20',
    'Zwanzig Grundregeln des Standards und wo sie geprüft werden.',
    table(
      ['Grundregel', 'Inhalt', 'geprüft', 'Regeln'],
      principles.map(({ id, text, where, prefixes }) => {
        const members = source.rules.filter(({ id: rule }) => prefixes.some((prefix) => prefix.test(rule)));
        return [id, text, where, members.map((rule) => ruleLink('', rule)).join(', ')];
      }),
    ),
    '## Übersicht',
    `${source.rules.length} Regeln, davon ${errors} Fehler und ${source.rules.length - errors} Warnungen. ${LETTERS}`,
    table(
      ['Regel', 'Schwere', 'Text', 'Quelle'],
      source.rules.map((rule) => [
        ruleLink('', rule),
        severityName(rule),
        rule.text.replace(/ \([^()]*\)\.$/, '.'),
        rule.source,
      ]),
    ),
    '## Regeln im Einzelnen',
    ...source.rules.map((rule) => entry(source, rule)),
  );
};
