/**
 * The stages that SQL fills after `sources` has landed, in order. Each is a schema and, but for `validated`, which is
 * made from `staging`, a folder of pipelines/; a model reads earlier stages and its neighbours.
 */
export const stages = [
  'reference',
  'parsers',
  'staging',
  'checks',
  'links',
  'resolved',
  'validated',
  'warnings',
  'lifecycle',
  'marts',
  'rules',
  'assertions',
  'metrics',
] as const;

export type Stage = (typeof stages)[number];
