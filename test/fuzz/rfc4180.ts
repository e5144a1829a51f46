/** A record as RFC 4180 has it. */
export interface Reading {
  records: string[][];
  /** false where a quotation mark stands where the format has none, or is never closed. */
  isWellFormed: boolean;
}

/**
 * Reads a whole text character by character, by the grammar of RFC
 * 4180, with any of the three line ends. Knows nothing of the intake.
 */
export function readRecords(text: string, delimiter: string): Reading {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let state: 'start' | 'bare' | 'quoted' | 'closed' = 'start';
  let isWellFormed = true;
  const endCell = () => {
    record.push(cell);
    cell = '';
    state = 'start';
  };
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i] as string;
    if (state === 'quoted') {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') cell += text[++i] as string;
      else state = 'closed';
    } else if (character === delimiter) endCell();
    else if (character === '\n' || character === '\r') {
      if (character === '\r' && text[i + 1] === '\n') i += 1;
      endCell();
      records.push(record);
      record = [];
    } else if (character === '"' && state === 'start') state = 'quoted';
    else {
      if (character === '"' || state === 'closed') isWellFormed = false;
      cell += character;
      state = state === 'closed' ? 'closed' : 'bare';
    }
  }
  if ((state as string) === 'quoted') isWellFormed = false;
  if (record.length > 0 || cell !== '' || state !== 'start') {
    endCell();
    records.push(record);
  }
  return { records, isWellFormed };
}
