import type { QueryContext } from './context.ts';

/** So many characters of a text that was handed in stand in an answer; a cell may hold 64,000. */
const most = 500;

/** What an answer shows of a text that was handed in. */
export const excerpt = (text: string): string =>
  text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…（共 ${text.length} 字）`;

/** The same; what is taken away as a file holds all of it. */
export const shownOf = ({ deadline }: QueryContext, text: string): string =>
  deadline?.isStreamed === true ? text : excerpt(text);
