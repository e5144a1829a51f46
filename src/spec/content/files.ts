/** The text of a file in UTF-8; null where it is not. */
export function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).replace(/^\uFEFF/, '');
  } catch {
    return null;
  }
}

/** Why a .ts file of content cannot be read, with the line that its stack tells. */
export function faultOfImport(error: unknown, path: string): { line: number | null; message: string } {
  const { message, stack = '' } = error as Error;
  const at = stack.indexOf(path);
  const [, line] = at === -1 ? [] : (/^[^:\n]*:(\d+)/.exec(stack.slice(at + path.length)) ?? []);
  const [first = ''] = message.split('\n');
  const isCut = (error as { code?: unknown }).code === 'ERR_INVALID_TYPESCRIPT_SYNTAX';
  return {
    line: line === undefined ? null : Number(line),
    message: isCut ? `读到这里读不下去，请检查前面的逗号、引号和括号（${first}）。` : `文件读不出来：${first}`,
  };
}

/** What systems and editors leave beside the files of content, and notes from people to people. */
export const litter = /^\.|^~\$|^#|~$|\.(bak|swp|tmp|orig|md|txt)$/i;

/**
 * Whether a file is meant to be read, by its name, and is not:
 * its ending is written otherwise, or has another behind it.
 */
export const isNotRead = (name: string, ending: string): boolean =>
  !name.endsWith(ending) && (!litter.test(name) || name.toLowerCase().endsWith(`${ending}.txt`));
