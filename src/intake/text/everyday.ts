let found: ReadonlySet<string> | undefined;

/** The 3755 characters of GB 2312, level 1. */
export function everyday(): ReadonlySet<string> {
  if (found !== undefined) return found;
  const decoder = new TextDecoder('gb18030');
  const characters = new Set<string>();
  for (let row = 0xb0; row <= 0xd7; row++)
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell++)
      characters.add(decoder.decode(Uint8Array.of(row, cell)));
  return (found = characters);
}
