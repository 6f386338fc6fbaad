import { table } from '../markdown.ts';
import type { Change } from './breaking.ts';
import { fileLink, GENERATED, messageLink, numberLinks, ruleLink } from './links.ts';
import { page, severityName } from './message.ts';
import { isGeneral, type ReachingRule, type Source } from './source.ts';

const INTRODUCTION = `Welche Regel welche Nachricht treffen kann und was zeigt, dass sie wirkt. Jedes Beispiel ist ohne Befund
gültig und damit das positive Beispiel aller Regeln seiner Zeile; das Gegenbeispiel ändert wenig daran und muss diese
Regel verletzen, ohne das Schema zu verletzen: [rules.test.ts](../../test/standard/rules.test.ts).`;

/** Longest text that is shown whole. */
const LONGEST = 60;

const shown = (text: string): string =>
  text === '' ? 'leer' : `\`${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}\``;

const changeText = ({ path, before, after }: Change): string => {
  // the header's long way in adds nothing
  const place = `\`${path.replace(/^nachrichtenkopf\.g2g\/(identifikation\.nachricht\/)?/, '')}\``;
  if (before === undefined) return after ? `${place}: ${shown(after)} kommt hinzu` : `${place} kommt hinzu`;
  if (after === undefined) return `${place} fehlt`;
  return `${place}: ${shown(before)} → ${shown(after)}`;
};

const change = ({ broken: { changes } }: ReachingRule): string => changes.map(changeText).join('; ');

const ruleRows = (source: Source): string[][] =>
  source.rules.map((rule) => {
    const { broken } = rule;
    const positive = source.byNumber.get(broken.number);
    return [
      ruleLink('', rule),
      severityName(rule),
      numberLinks(source, '', rule.numbers),
      positive === undefined ? '' : numberLinks(source, '', [broken.number]),
      positive === undefined ? '' : change(rule),
      broken.file === '' ? '' : fileLink('', broken.file),
    ];
  });

const messageRows = (source: Source): string[][] =>
  source.messages.map((message) => {
    const touching = source.rules.filter(({ numbers }) => numbers.includes(message.number));
    const special = touching.filter((rule) => !isGeneral(source, rule));
    const broken = source.rules.filter((rule) => rule.broken.number === message.number);
    return [
      messageLink('', message),
      special.map((rule) => ruleLink('', rule)).join(', '),
      String(touching.length),
      broken.map((rule) => ruleLink('', rule)).join(', '),
    ];
  });

/** The page of messages, rules and tests. */
export const matrixPage = (source: Source): string => {
  const general = source.rules.filter((rule) => isGeneral(source, rule)).map((rule) => ruleLink('', rule));
  return page(
    GENERATED,
    '# Nachricht, Regel, Test',
    INTRODUCTION,
    '## Nach Regel',
    table(['Regel', 'Schwere', 'kann treffen', 'Beispiel', 'Änderung im Gegenbeispiel', 'Datei'], ruleRows(source)),
    '## Nach Nachricht',
    `In der zweiten Spalte stehen die Regeln, die nicht fast jede Nachricht treffen; diese sind: ${general.join(', ')}.`,
    table(['Nachricht', 'besondere Regeln', 'Regeln gesamt', 'Gegenbeispiel zu'], messageRows(source)),
  );
};
