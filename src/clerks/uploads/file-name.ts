/** The name of a file that somebody sent, without folders; or what is wrong with it, for them. */
export function readFileName(sent: string): { name: string } | { wrong: string } {
  const name = (sent.normalize('NFC').split(/[/\\]/).at(-1) ?? '').trim();
  if (name === '' || name === '.' || name === '..') return { wrong: '文件没有名字' };
  if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name) || !name.isWellFormed())
    return { wrong: `文件名里有看不见的控制字符：${JSON.stringify(name.slice(0, 60))}` };
  if (Buffer.byteLength(name) > 240)
    return { wrong: `文件名太长（${[...name].length} 个字），请改短：${name.slice(0, 40)}…` };
  if (/^(\..*|~\$.*|thumbs\.db|desktop\.ini)$/i.test(name))
    return { wrong: `${name} 是系统或办公软件的临时文件，不是表格` };
  return { name };
}
