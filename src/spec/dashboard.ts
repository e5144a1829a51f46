import { Type, type Static } from 'typebox';
import type { NameKind } from './content/names.ts';
import { Chart } from './marks/index.ts';
import { closed, column } from './marks/column.ts';
import type { ReadonlyDeep } from './readonly.ts';

const chinese = Type.String({ minLength: 1, chinese: true });

/** The name of something that content makes. */
const name = (nameOf: NameKind) => Type.String({ minLength: 1, nameOf });

export const Panel = Type.Object(
  {
    title: chinese,
    chart: Chart,
    /** The metrics it shows, by these dimensions; then it has no .sql. Without `by`, one row. */
    metrics: Type.Optional(Type.Array(name('metric'), { minItems: 1 })),
    by: Type.Optional(Type.Union([name('dimension'), Type.Array(name('dimension'))])),
    /**
     * The dimension or metric that its rows stand by, `-` before
     * it for descending. Default: the order of the dimensions.
     */
    sort: Type.Optional(Type.String({ minLength: 1 })),
    /** A page lists so many rows and says of how many; the files hold all. */
    limit: Type.Optional(Type.Integer({ minimum: 1 })),
    /** One sentence under the title: what to look for, or what it cannot show. */
    note: Type.Optional(chinese),
    /** How much of the page's width it takes. Default: full. */
    width: Type.Optional(Type.Union([Type.Literal('full'), Type.Literal('half')])),
    /** It takes the height of two in its column. */
    isTall: Type.Optional(Type.Literal(true)),
    /** A click on a mark, or on a value in the table, filters by these dimensions. */
    filters: Type.Optional(Type.Array(Type.String({ minLength: 1, column: 'any', nameOf: 'dimension' }))),
    /**
     * Where a value leads: its column → the address, with the row's
     * values for the names in braces, `/projects/{project_id}`.
     */
    links: Type.Optional(
      Type.Record(Type.String(), Type.String({ minLength: 1, names: 'columns', address: true }), { keys: column() })
    ),
    /**
     * Sentences under the figure, with the values of its first row for the
     * names in braces. One that names an unknown value is left out.
     */
    says: Type.Optional(Type.Array(Type.String({ minLength: 1, chinese: true, names: 'columns' }), { minItems: 1 })),
    /** The columns of the table under a drawn figure, all by default. */
    columns: Type.Optional(Type.Array(column(), { minItems: 1 })),
    /** Said in place of a table without rows. */
    empty: Type.Optional(chinese),
  },
  { ...closed, called: '图表' }
);
export type Panel = ReadonlyDeep<Static<typeof Panel>>;

/**
 * A page of figures. Its folder under dashboards/ is its address; each
 * panel's key is a .sql file beside it, unless it says its metrics.
 */
export const Dashboard = Type.Object(
  {
    title: chinese,
    description: chinese,
    /** Place in the navigation. */
    order: Type.Number(),
    /** Filters that begin with a current value elsewhere, and here with all. */
    whole: Type.Optional(Type.Array(name('dimension'))),
    /**
     * The metric without which there is nothing to be seen here: of a current value that has none of it the page says
     * so, and leads to the latest value that has. Default: what was applied for.
     */
    about: Type.Optional(name('metric')),
    /** The dashboard that it stands under: reached from there, and not in the navigation itself. */
    within: Type.Optional(Type.String({ minLength: 1 })),
    panels: Type.Record(Type.String(), Panel, { minKeys: 1 }),
  },
  { ...closed, called: '看板' }
);
export type Dashboard = ReadonlyDeep<Static<typeof Dashboard>>;
