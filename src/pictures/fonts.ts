import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A font that knows Chinese: what it calls itself, and its file. */
export interface Font {
  family: string;
  file: string;
}

/** Files of fonts without serifs that know Chinese; the first that is found is taken. */
const known: readonly (readonly [family: string, file: string])[] = [
  ['Noto Sans CJK SC', 'NotoSansCJK-Regular.ttc'],
  ['Noto Sans CJK SC', 'NotoSansCJKsc-Regular.otf'],
  ['Noto Sans SC', 'NotoSansSC-Regular.otf'],
  ['Source Han Sans SC', 'SourceHanSansSC-Regular.otf'],
  ['Source Han Sans CN', 'SourceHanSansCN-Regular.otf'],
  ['Microsoft YaHei', 'msyh.ttc'],
  ['PingFang SC', 'PingFang.ttc'],
  ['Hiragino Sans GB', 'Hiragino Sans GB.ttc'],
  ['WenQuanYi Micro Hei', 'wqy-microhei.ttc'],
  ['WenQuanYi Zen Hei', 'wqy-zenhei.ttc'],
  ['DengXian', 'Deng.ttf'],
  ['SimHei', 'simhei.ttf'],
  ['Heiti SC', 'STHeiti Light.ttc'],
  ['Droid Sans Fallback', 'DroidSansFallbackFull.ttf'],
  ['Droid Sans Fallback', 'DroidSansFallback.ttf'],
];

/** Where systems keep their fonts. */
export const fontFolders = (): string[] => [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  join(homedir(), '.fonts'),
  join(homedir(), '.local/share/fonts'),
  '/System/Library/Fonts',
  '/Library/Fonts',
  join(homedir(), 'Library/Fonts'),
  'C:/Windows/Fonts',
];

/** A font of this machine that knows Chinese; null where there is none. A program that draws takes no other. */
export async function findFont(folders: readonly string[] = fontFolders()): Promise<Font | null> {
  const found = new Map<string, string>();
  for (const folder of folders) await gather(folder, found, 0);
  for (const [family, name] of known) {
    const file = found.get(name.toLowerCase());
    if (file !== undefined) return { family, file };
  }
  return null;
}

async function gather(folder: string, found: Map<string, string>, depth: number): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth < 6) await gather(path, found, depth + 1);
    else if (/\.(?:ttc|ttf|otf)$/i.test(entry.name) && !found.has(entry.name.toLowerCase()))
      found.set(entry.name.toLowerCase(), path);
  }
}
