import type { Chart } from './chart.ts';

export interface Panel {
  title: string;
  chart: Chart;
  /** One sentence under the title: what to look for, or what it cannot show. */
  note?: string;
  /** How much of the page's width it takes. Default: full. */
  width?: 'full' | 'half';
  /** A click on a mark filters by this dimension. */
  filters?: string;
}

/** A page of figures. Its folder under dashboards/ is its address; each panel's key is a .sql file beside it. */
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
