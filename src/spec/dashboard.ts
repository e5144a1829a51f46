import type { Chart } from './chart.ts';

export interface Panel {
  title: string;
  chart: Chart;
  /** The metrics it shows, by these dimensions; then it has no .sql. Without `by`, one row. */
  metrics?: readonly string[];
  by?: string | readonly string[];
  /** The dimension or metric that its rows stand by, `-` before it for descending. Default: the order of the dimensions. */
  sort?: string;
  /** One sentence under the title: what to look for, or what it cannot show. */
  note?: string;
  /** How much of the page's width it takes. Default: full. */
  width?: 'full' | 'half';
  /** It takes the height of two in its column. */
  isTall?: true;
  /** A click on a mark, or on a value in the table, filters by these dimensions. */
  filters?: readonly string[];
  /** Where a value leads: its column → the address, with the row's values for the names in braces, `/projects/{project_id}`. */
  links?: Readonly<Record<string, string>>;
  /** Said in place of a table without rows. */
  empty?: string;
}

/** A page of figures. Its folder under dashboards/ is its address; each panel's key is a .sql file beside it, unless it says its metrics. */
export interface Dashboard {
  title: string;
  description: string;
  /** Place in the navigation. */
  order: number;
  panels: Readonly<Record<string, Panel>>;
}

export function defineDashboard<const D extends Dashboard>(dashboard: D): D {
  return dashboard;
}
