import { escapeCell } from '../write/xml.ts';
import { textIn } from '../patch/comment-text.ts';
import { attribute } from '../patch/tokens.ts';
import type { CutCell } from './sheet-cut.ts';

/** A piece of a cell's text in one look; the look is the XML of its properties, '' where it is the cell's. */
export interface TextRun {
  look: string;
  text: string;
}

/** The shared strings of a workbook as they stand in the XML. */
export const stringsOf = (xml: string): string[] =>
  Array.from(
    xml.matchAll(/<(?:\w+:)?si(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/g),
    ([, inner = '']: RegExpMatchArray) => inner
  );

/** What a cell says, run by run; of a number, a formula or nothing no run. */
export function runsOf({ tag, inner }: CutCell, strings: readonly string[]): TextRun[] {
  const type = attribute(tag, 't');
  if (/<(?:\w+:)?f[\s>/]/.test(inner)) return [];
  if (type === 's') return runsIn(strings[Number(textIn(inner, 'v'))] ?? '');
  if (type === 'inlineStr') return runsIn(inner);
  return type === 'str' ? [{ look: '', text: textIn(inner, 'v') }] : [];
}

function runsIn(xml: string): TextRun[] {
  const runs = Array.from(
    xml.matchAll(/<(?:\w+:)?r(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?r>/g),
    ([, inner = '']: RegExpMatchArray): TextRun => ({ look: lookOf(inner), text: textIn(inner, 't') })
  );
  return runs.length > 0 ? runs : [{ look: '', text: textIn(xml, 't') }];
}

const lookOf = (run: string): string =>
  (/<(?:\w+:)?rPr[\s>][\s\S]*?<\/(?:\w+:)?rPr>/.exec(run)?.[0] ?? '').replace(/<(\/?)\w+:/g, '<$1');

export const textOf = (runs: readonly TextRun[]): string => runs.map(({ text }) => text).join('');

/** A mark in a text: `{{项目名称}}`, `｛｛项目名称｝｝`. */
const mark = /\{\{([^{}]*)\}\}|｛｛([^｛｝]*)｝｝/g;

/** What stands between the braces of each mark of a text, in order. */
export const marksIn = (text: string): string[] =>
  Array.from(text.matchAll(mark), ([, half, full]: RegExpMatchArray) => (half ?? full ?? '').trim());

/** Braces that open or close no mark. */
export const strayBraces = (text: string): string | null =>
  /\{\{|\}\}|｛｛|｝｝/.exec(text.replace(mark, ''))?.[0] ?? null;

/** The mark that is all that a cell says; null where it says more, or none. */
export function soleMark(text: string): string | null {
  const [only, ...others] = marksIn(text);
  return only !== undefined && others.length === 0 && text.trim().replace(mark, '') === '' ? only : null;
}

/** The runs with every mark replaced; what replaces it has the look of the run in which the mark begins. */
export function replaced(runs: readonly TextRun[], of: (mark: string) => string): TextRun[] {
  const whole = textOf(runs);
  const looks = runs.flatMap(({ look, text }) => Array.from({ length: text.length }, () => look));
  const made: TextRun[] = [];
  const put = (look: string, text: string) => {
    const last = made.at(-1);
    if (last?.look === look) last.text += text;
    else if (text !== '') made.push({ look, text });
  };
  let at = 0;
  for (const match of whole.matchAll(mark)) {
    for (; at < match.index; at++) put(looks[at] ?? '', whole.charAt(at));
    put(looks[at] ?? '', of((match[1] ?? match[2] ?? '').trim()));
    at = match.index + match[0].length;
  }
  for (; at < whole.length; at++) put(looks[at] ?? '', whole.charAt(at));
  return made;
}

/** Runs as the inline text of a cell. */
export function inlineXml(runs: readonly TextRun[]): string {
  const texts = runs.map(({ look, text }) => {
    const t = `<t xml:space="preserve">${escapeCell(text)}</t>`;
    return runs.length === 1 && look === '' ? t : `<r>${look}${t}</r>`;
  });
  return `<is>${texts.join('') || '<t/>'}</is>`;
}
