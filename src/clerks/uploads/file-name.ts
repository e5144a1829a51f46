const longest = 240;

/**
 * The name of a file that somebody sent, with the folders that it lay in where they were sent along (sixteen cities
 * hand in the same form by one name); or what is wrong with it, for them. A path from the root of a disk says nothing.
 */
export function readFileName(sent: string): { name: string } | { wrong: string } {
  const parts = sent
    .normalize('NFC')
    .split(/[/\\]/)
    .map((part) => part.trim());
  const isRelative = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/^[a-z]:$/i.test(part));
  const name = parts.at(-1) ?? '';
  const path = isRelative ? parts.join('/') : name;
  if (name === '' || name === '.' || name === '..') return { wrong: '文件没有名字' };
  if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(path) || !path.isWellFormed())
    return { wrong: `文件名里有看不见的控制字符：${JSON.stringify(path.slice(0, 60))}` };
  if (Buffer.byteLength(name) > longest)
    return { wrong: `文件名太长（${[...name].length} 个字），请改短：${name.slice(0, 40)}…` };
  if (/^(\..*|~\$.*|thumbs\.db|desktop\.ini)$/i.test(name))
    return { wrong: `${name} 是系统或办公软件的临时文件，不是表格` };
  return { name: Buffer.byteLength(path) > 4 * longest ? name : path };
}
