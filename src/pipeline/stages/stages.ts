/**
 * The stages that SQL fills after `sources` has landed, in order. Each is a folder of pipelines/ and a schema; a model
 * reads earlier stages and its neighbours.
 */
export const stages = [
  'reference',
  'cells',
  'staging',
  'checks',
  'links',
  'settled',
  'validated',
  'lifecycle',
  'marts',
  'rules',
  'identities',
  'metrics',
] as const;

export type Stage = (typeof stages)[number];
