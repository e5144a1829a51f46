/**
 * The stages that SQL fills after `sources` has landed, in order. Each is a folder of pipelines/ and a schema; a model
 * reads earlier stages and its neighbours.
 */
export const stages = [
  'reference',
  'parsers',
  'staging',
  'checks',
  'links',
  'resolved',
  'validated',
  'lifecycle',
  'marts',
  'rules',
  'assertions',
  'metrics',
] as const;

export type Stage = (typeof stages)[number];
