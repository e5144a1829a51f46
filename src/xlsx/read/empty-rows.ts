/** A row, not hidden, whose cells hold nothing, before another that says its number or the end of the rows. */
const emptyRow =
  /<row r="[1-9]\d*"(?![^>]*(?:hidden=|ht="0"))[^<>]*?(?:\/>|>(?:<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="\w+")?\/>)*<\/row>)\s*(?=<row r="|<\/sheetData>)/g;
const next = '<row r="';
const longest = 1 << 20;

/**
 * The XML of a sheet without its empty rows, which a sheet may have a million of where somebody gave whole columns a
 * border: taken out as text, before anything is parsed.
 */
export async function* withoutEmptyRows(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let kept = '';
  for await (const text of texts) {
    const whole = kept + text;
    const end = whole.lastIndexOf(next);
    // Within a comment or CDATA what looks like a row may be text.
    if (end < 0 || whole.includes('<!') || whole.length - end > longest) {
      kept = '';
      yield whole;
      continue;
    }
    kept = whole.slice(end);
    yield whole
      .slice(0, end + next.length)
      .replace(emptyRow, '')
      .slice(0, -next.length);
  }
  yield kept.replace(emptyRow, '');
}
