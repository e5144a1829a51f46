/** What a cell or a line lists, divided by 、 or a comma. */
export const listed = (text: string): string[] =>
  text
    .split(/[,，、]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
