import { Refusal } from '#spec';

/** An address of these pages as somebody sent it; one that leads elsewhere is a Refusal. */
export function ownPath(path: string): string {
  if (!path.startsWith('/') || path.startsWith('//')) throw new Refusal(400, 'bad_path', '网址要从 / 开始写。');
  return path;
}
