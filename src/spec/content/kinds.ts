import { assertion } from './assertion.ts';
import { defects } from './defects.ts';
import type { SqlKind } from './kind.ts';
import { mart } from './mart.ts';
import { metric } from './metric.ts';
import { model, passingModel, rowsOfSource } from './model.ts';
import { panelQuery } from './panel.ts';
import { parser } from './parser.ts';
import { referenceTable } from './reference.ts';
import { rule } from './rule.ts';

/** What each folder of pipelines/ holds, and, of a dashboard, its queries. */
export const sqlKinds: Readonly<Record<string, SqlKind>> = {
  reference: referenceTable,
  parsers: parser,
  staging: rowsOfSource,
  checks: defects,
  links: defects,
  resolved: passingModel,
  known: model,
  warnings: defects,
  lifecycle: passingModel,
  marts: mart,
  rules: rule,
  assertions: assertion,
  metrics: metric,
  dashboards: panelQuery,
};
