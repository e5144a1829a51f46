/**
 * What is left of a comment once the blocks of the caller's own program (`own`, a global pattern) are taken out: ''
 * where nothing else was said. What programs put around a comment is nothing said: the name of its author on a line
 * before it (ONLYOFFICE, Excel), the notice that Excel writes above a thread for those who cannot see threads.
 */
export function restOf(text: string, own: RegExp): string {
  const plain = text.replace(/_x000D_\n?|\r\n?/gi, '\n');
  const rest = plain.replace(own, '');
  if (rest === plain) return plain.trim();
  const said = rest.replace(threadNotice, '').trim();
  return nameAlone.test(said) ? '' : said;
}

/** `[线程批注] … 了解详细信息: https://go.microsoft.com/fwlink/?linkid=870924 … 注释:`, in whatever language. */
const threadNotice = /^\s*\[[^\]\n]+\][^[]*?linkid=870924\s+[^\n:：]{1,20}[:：]/;
const nameAlone = /^[^\n:：]{1,60}[:：]$/;
