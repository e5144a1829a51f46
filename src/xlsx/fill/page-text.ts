import { marksIn, replaced, textOf } from './cell-text.ts';

/** What the head or foot of a page may hold, with its codes. */
const longest = 255;

/** A text of a page with its marks filled: `&` doubled, since it begins a code; what is too long is cut with a sign. */
export function pageText(text: string, of: (mark: string) => string): string {
  const marks = marksIn(text);
  if (marks.length === 0) return text;
  const made = (each: number) =>
    textOf(replaced([{ look: '', text }], (mark) => shortened(of(mark), each).replaceAll('&', '&&')));
  for (let each = longest; each > 8; each = Math.floor(each * 0.8)) if (made(each).length <= longest) return made(each);
  return made(8).slice(0, longest);
}

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
