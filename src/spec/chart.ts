/** How a panel is drawn. Every name is a column of the panel's answer. */
export type Chart =
  | { mark: 'figures' }
  | { mark: 'table' }
  | { mark: 'bar'; x: string; y: readonly string[]; stack?: boolean; horizontal?: boolean }
  | { mark: 'bullet'; label: string; value: string; target: string; beside?: string }
  | { mark: 'funnel'; label: string; value: string }
  | { mark: 'heat'; x: string; y: string; value: string }
  | { mark: 'scatter'; x: string; y: string; label: string; group?: string };
