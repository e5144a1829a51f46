/** How a panel is drawn. Every name is a column of the panel's answer. */
export type Chart =
  /** Headline numbers of an answer of one row: each with those printed under it. A ratio brings the parts it is made of. */
  | { mark: 'figures'; show: readonly (readonly string[])[]; missing?: Missing }
  /** `show`: the columns to print, all by default. `bars`: those with a bar under the number. */
  | { mark: 'table'; show?: readonly string[]; bars?: readonly string[]; missing?: Missing }
  /** Horizontal bars, one group a row. */
  | { mark: 'bar'; label: string; values: readonly string[]; stack?: boolean }
  /** A count against its target; `left` is what remains of it (below zero: over); `beside` is never added in; `missing` says why nothing is left to tell. */
  | { mark: 'bullet'; label: string; value: string; target: string; left: string; beside?: string; missing?: string }
  /** What of a whole is left, step by step; one small chart a row where `by` is given. `apart`: step → what is undecided there.
   * `colored`: each of them in the colour of its value. */
  | { mark: 'steps'; steps: readonly string[]; by?: string; apart?: Readonly<Record<string, string>>; colored?: true }
  | { mark: 'heat'; x: string; y: string; value: string }
  /** A row without y stands apart, under the axis. `limit`: the share of x and the amount that y must not pass, where a row knows them. */
  | { mark: 'scatter'; x: string; y: string; label: string; group?: string; limit?: { rate: string; cap: string } };

/** A column → the column that says in words why its value is missing; where that is null too, — stands. */
export type Missing = Readonly<Record<string, string>>;
