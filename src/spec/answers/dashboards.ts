import { Type, type Static } from 'typebox';
import type { Panel } from '../dashboard.ts';
import { closed } from './shape.ts';

const name = Type.String();
const names = Type.Array(Type.String());
const byName = Type.Record(Type.String(), Type.String());
const mark = <M extends string>(mark: M) => ({ mark: Type.Literal(mark) });
const missing = { missing: Type.Optional(byName) };

/** How a panel is drawn. Every name is a column of the panel's answer. */
const chart = Type.Union([
  closed({ ...mark('figures'), show: Type.Array(names), ...missing }),
  closed({ ...mark('table'), show: Type.Optional(names), bars: Type.Optional(names), ...missing }),
  closed({ ...mark('bar'), label: name, values: names, stack: Type.Optional(Type.Boolean()) }),
  closed({
    ...mark('bullet'),
    label: name,
    value: name,
    target: name,
    left: name,
    beside: Type.Optional(name),
    missing: Type.Optional(name),
  }),
  closed({
    ...mark('steps'),
    steps: names,
    by: Type.Optional(name),
    apart: Type.Optional(byName),
    colored: Type.Optional(Type.Literal(true)),
  }),
  closed({ ...mark('heat'), x: name, y: name, value: name }),
  closed({
    ...mark('scatter'),
    x: name,
    y: name,
    label: name,
    group: Type.Optional(name),
    limit: Type.Optional(closed({ rate: name, cap: name })),
  }),
]);

const panel = closed({
  title: Type.String(),
  chart,
  metrics: Type.Optional(names),
  by: Type.Optional(Type.Union([name, names])),
  sort: Type.Optional(name),
  note: Type.Optional(Type.String()),
  width: Type.Optional(Type.Enum(['full', 'half'])),
  isTall: Type.Optional(Type.Literal(true)),
  filters: Type.Optional(names),
  links: Type.Optional(byName),
  empty: Type.Optional(Type.String()),
});

/** A page of figures, and what may be filtered by on it. */
export const NamedDashboard = closed({
  name: Type.String({ description: "The folder's name, which is its address." }),
  title: Type.String(),
  description: Type.String(),
  order: Type.Number({ description: 'Place in the navigation.' }),
  filters: Type.Array(Type.String()),
  panels: Type.Record(Type.String(), Type.Unsafe<Panel>(panel)),
});
export type NamedDashboard = Static<typeof NamedDashboard>;
