import { Type, type Static } from 'typebox';
import { closed, count, nullable } from './shape.ts';

export const PackageForm = closed({
  path: Type.Optional(Type.String({ maxLength: 2_000, description: 'The page whose filters narrow it.' })),
  version: Type.Optional(Type.String({ maxLength: 60, description: 'Default: the current one.' })),
  by: Type.Optional(Type.String({ maxLength: 60, description: 'Who; where nobody signs in, as they say.' })),
});

/** An audit package (审计包) that somebody asked for. */
export const PackageJob = closed({
  id: Type.String(),
  version: Type.String(),
  filters: Type.Array(Type.String()),
  scope: Type.Record(Type.String(), Type.Array(Type.String())),
  by: Type.String(),
  state: Type.Enum(['waiting', 'making', 'ready', 'refused', 'failed']),
  askedAt: Type.String(),
  seal: nullable(Type.String(), 'The hash that tells it from any other.'),
  bytes: nullable(count),
  why: nullable(Type.String(), 'Why there is none; of one that is there, what is not proven of it.'),
});
export type PackageJob = Static<typeof PackageJob>;

export const Packages = closed({
  version: nullable(Type.String()),
  packages: Type.Array(PackageJob),
  mayAsk: Type.Boolean(),
});
export type Packages = Static<typeof Packages>;
