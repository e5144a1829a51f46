import { notOneOf } from './fault.ts';

/** What stands for a part of an address that a page takes: `/projects/{…}`. */
const taken = '{…}';

/** What a folder of pages, `projects/[id]`, is called in an address. */
export const pageIn = (folder: string): string => `/${folder.replace(/\[[^\]]+\]/g, taken)}`;

/** What is wrong with an address that none of these pages answers to. */
export function wrongPage(address: string, pages: readonly string[]): string | null {
  const path = address.replace(/[?#].*/, '').replace(/\{\w+\}/g, taken);
  const parts = path.split('/');
  const isFound = pages.some((page) => {
    const own = page.split('/');
    return own.length === parts.length && own.every((part, at) => part === parts[at] || (part === taken && parts[at]));
  });
  return isFound ? null : notOneOf('没有页面', path, pages);
}
