/**
 * The stages that SQL fills after `sources` has landed, in order. Each is a schema and, but for `validated`, which is
 * made from `staging`, a folder of pipelines/; a model reads earlier stages and its neighbours. What `known` says is
 * put in the place of `validated` where a day is played again.
 */
export const stages = [
  'reference',
  'parsers',
  'staging',
  'checks',
  'links',
  'resolved',
  'validated',
  'known',
  'warnings',
  'lifecycle',
  'marts',
  'rules',
  'assertions',
  'metrics',
] as const;

export type Stage = (typeof stages)[number];
