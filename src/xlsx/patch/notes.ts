import { columnLetters } from '../reference.ts';
import { noteShape, noteShapeType, noteText, noteXml, type Note } from '../write/notes.ts';
import { restOf } from '../own-notes.ts';
import { escapeXml } from '../write/xml.ts';
import { textIn } from './comment-text.ts';
import { attribute, prefixOf } from './tokens.ts';

/** Whose comments are written: their author, and the pattern that knows earlier ones by their words. */
export interface Writer {
  author: string;
  own: RegExp;
}

/**
 * The comments of a sheet with new ones in place of the writer's old ones (`dropped` are the cells of those that said
 * nothing else). What others said stays; where that is on the same cell, the new text is put below it.
 */
export function patchComments(
  text: string,
  notes: readonly Note[],
  { author, own }: Writer
): { xml: string; dropped: Set<string> } {
  const prefix = prefixOf(/<(?![?!])[^<>]*>/.exec(text)?.[0] ?? '') ?? '';
  const qualified = (xml: string) => (prefix === '' ? xml : xml.replace(/<(\/?)(?=\w)/g, `<$1${prefix}`));
  const authors = Array.from(
    text.matchAll(new RegExp(`<${prefix}author(?:\\s[^>]*)?(?:/>|>([^<]*)</${prefix}author>)`, 'g')),
    ([, name = '']) => name
  );
  const escaped = escapeXml(author);
  const isThread = (id: string | null) => authors[Number(id)]?.startsWith('tc=') ?? false;
  const left = new Map(notes.map((note) => [note.cell, note]));
  const dropped = new Set<string>();
  const kept = text.replace(new RegExp(`<${prefix}comment\\s[^>]*>[\\s\\S]*?</${prefix}comment>`, 'g'), (comment) => {
    const cell = attribute(comment, 'ref') ?? '';
    const said = textIn(comment, 't');
    const rest = restOf(said, own);
    if (rest === '' && said.trim() !== '') {
      dropped.add(cell);
      return '';
    }
    const note = left.get(cell);
    left.delete(cell);
    // The text of a thread is a copy: what is written into it is lost when it is saved.
    if (isThread(attribute(comment, 'authorId'))) return comment;
    const added = note ? qualified(noteText(`\n${note.text}`)) : '';
    const end = `</${prefix}text>`;
    if (rest === said.trim()) return comment.replace(end, () => `${added}${end}`);
    return comment.replace(
      new RegExp(`(<${prefix}text(?:\\s[^>]*)?>)[\\s\\S]*${end}`),
      (_, open: string) => `${open}${qualified(noteText(rest))}${added}${end}`
    );
  });
  const known = authors.indexOf(escaped);
  const by = known < 0 ? authors.length : known;
  const added = Array.from(left.values(), (note) => qualified(noteXml(note, by))).join('');
  const lastAuthor = `${known < 0 ? `<${prefix}author>${escaped}</${prefix}author>` : ''}</${prefix}authors>`;
  const xml = kept
    .replace(new RegExp(`<${prefix}authors\\s*/>`), () => `<${prefix}authors></${prefix}authors>`)
    .replace(new RegExp(`<${prefix}commentList\\s*/>`), () => `<${prefix}commentList></${prefix}commentList>`)
    .replace(`</${prefix}authors>`, () => lastAuthor)
    .replace(`</${prefix}commentList>`, () => `${added}</${prefix}commentList>`);
  return { xml, dropped };
}

/** The drawing of a sheet's comments: with the shapes of the new ones, without those of the dropped ones. */
export function patchDrawing(text: string, notes: readonly Note[], dropped: ReadonlySet<string>): string {
  const drawn = new Set<string>();
  const kept = text.replace(/<v:shape\s[\s\S]*?<\/v:shape>/g, (shape) => {
    const [row, column] = ['Row', 'Column'].map((name) => new RegExp(`<x:${name}>(\\d+)</x:${name}>`).exec(shape)?.[1]);
    if (row === undefined || column === undefined) return shape;
    const cell = `${columnLetters(Number(column) + 1)}${Number(row) + 1}`;
    if (dropped.has(cell)) return '';
    drawn.add(cell);
    return shape;
  });
  const last = Math.max(1024, ...Array.from(kept.matchAll(/_x0000_s(\d+)/g), ([, number]) => Number(number)));
  const shapes = notes.filter(({ cell }) => !drawn.has(cell)).map((note, i) => noteShape(note, last + 1 + i));
  const type = kept.includes('id="_x0000_t202"') ? '' : noteShapeType;
  const end = kept.lastIndexOf('</xml>');
  return `${kept.slice(0, end)}${type}${shapes.join('')}${kept.slice(end)}`;
}
