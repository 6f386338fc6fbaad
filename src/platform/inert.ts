/*
 * Texts of messages, certificates and answers are written by others. What is shown of them must stay text: no new line
 * in a log, no command to a terminal, no change of direction that makes a name read as another.
 */

/**
 * Control, format, private, unassigned and separator characters: nobody sees them, but programs obey some. In one line
 * also every space but the usual one, which a reader would take for that.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
const UNSEEN_BUT_NEW_LINES = /(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu;
/** The same where JSON leaves them as they are; it escapes the others itself. */
const UNSEEN_IN_JSON = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
/** Colours as the command line writes them, and nothing else that begins with an escape. */
const COLOUR = /(\u001b\[(?:0|1|2|31|32|33)m)/;

const byNumber = (character: string): string =>
  `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;

/** A text as one line in which every character that cannot be seen stands as its number, e.g. `<U+001B>`. */
export const inert = (text: string): string => text.replace(UNSEEN, byNumber);

/** The same for what goes to a terminal: line ends and our own colours stay. */
export const inertLines = (text: string): string =>
  text
    .split(COLOUR)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(UNSEEN_BUT_NEW_LINES, byNumber)))
    .join('');

/** A JSON text with the same meaning, in which those characters are escaped. */
export const inertJson = (json: string): string =>
  json.replace(UNSEEN_IN_JSON, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
