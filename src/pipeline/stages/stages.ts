/**
 * The stages that SQL fills after `sources` has landed, in order. Each is a schema and, but for `validated`, which is
 * made from `staging`, a folder of pipelines/; a model reads earlier stages and its neighbours. Of what is dated, later
 * stages read from `known` what has come by the as-of day; where a day is played again it is put in the place of
 * `validated`.
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
