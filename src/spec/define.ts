import type { Dashboard } from './dashboard.ts';
import type { Source } from './source.ts';

export function defineSource<const S extends Source>(source: S): S {
  return source;
}

export function defineDashboard<const D extends Dashboard>(dashboard: D): D {
  return dashboard;
}
