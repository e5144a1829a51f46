import type { Scope } from '#spec';

/** A scope as people write it: `city=济南市、青岛市；county=历下区`. */
export function readScope(text: string): Scope {
  const parts = text.split(/[;；\n]/).filter((part) => part.trim() !== '');
  return Object.fromEntries(
    parts.map((part) => {
      const [dimension = '', values = ''] = part.split(/[=＝]/);
      return [dimension.trim(), values.split(/[、,，]/).flatMap((each) => each.trim() || [])];
    })
  );
}
