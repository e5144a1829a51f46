/** A note without the sentences that say what a click does: on paper nobody clicks. */
export const onPaper = (note: string): string =>
  note
    .split(/(?<=。)/)
    .filter((sentence) => !/^点/.test(sentence.trim()))
    .join('');
