import { Type, type Static } from 'typebox';
import { Panel } from '../dashboard.ts';
import { closed } from './shape.ts';

/** Something that a file of content says and may not: where, and what is wrong. */
const fault = closed({
  file: Type.String(),
  line: Type.Union([Type.Integer(), Type.Null()]),
  message: Type.String(),
});

/** A page of figures, and what may be filtered by on it. */
export const NamedDashboard = closed({
  name: Type.String({ description: "The folder's name, which is its address." }),
  title: Type.String(),
  description: Type.String(),
  order: Type.Number({ description: 'Place in the navigation.' }),
  within: Type.Optional(Type.String({ description: 'The dashboard that it stands under, beside the others there.' })),
  filters: Type.Array(Type.String()),
  whole: Type.Optional(Type.Array(Type.String(), { description: 'Filters of which a page of it begins with all.' })),
  about: Type.Optional(Type.String({ description: 'The metric without which a page of it shows nothing.' })),
  panels: Type.Record(Type.String(), Type.Unsafe<Panel>(Panel)),
  elsewhere: Type.Optional(
    Type.Array(Type.String(), { description: 'The titles of panels that the server of each province alone has.' })
  ),
  faults: Type.Array(fault, { description: 'What of it does not hold, and is not among its panels.' }),
});
export type NamedDashboard = Static<typeof NamedDashboard>;
