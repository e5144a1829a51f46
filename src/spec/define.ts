import type { Source } from './source.ts';

export function defineSource<const S extends Source>(source: S): S {
  return source;
}
