import { restOf } from '../own-notes.ts';
import { attribute } from './tokens.ts';
import { textIn } from './comment-text.ts';

/** The threads of a sheet without those that say nothing but what is `own`, and that nobody answered. */
export function patchThreads(text: string, own: RegExp): string {
  const pattern = /<((?:\w+:)?threadedComment)\s[^>]*>[\s\S]*?<\/\1>/g;
  const answered = new Set(Array.from(text.matchAll(pattern), ([each]) => attribute(each, 'parentId')));
  return text.replace(pattern, (each) =>
    attribute(each, 'parentId') === null &&
    !answered.has(attribute(each, 'id')) &&
    restOf(textIn(each, 'text'), own) === ''
      ? ''
      : each
  );
}
