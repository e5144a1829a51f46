import { createHash } from 'node:crypto';

/** A tag for an answer that follows from these parts alone. Weak, because compression changes the bytes. */
export function tagOf(...parts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  return `W/"${hash.slice(0, 22)}"`;
}

/** Whether `If-None-Match` names the tag, in either strength. */
export function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const opaque = tag.replace(/^W\//, '');
  return header.split(',').some((each) => each.trim() === '*' || each.trim().replace(/^W\//, '') === opaque);
}
