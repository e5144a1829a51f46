import { dimensionNames, projectDimensions } from '../dimensions.ts';
import type { PanelQuery } from './panel-queries.ts';

/**
 * Whether a panel asks for sums that are told to everybody, and for nothing of rows: the others are refused to who may
 * see sums alone.
 */
export function readsSumsAlone(panel: PanelQuery): boolean {
  if ('question' in panel)
    return (
      !panel.question.metrics.some((name) => name.includes('.')) &&
      panel.question.by.every((name) => dimensionNames.some((each) => each === name) && !projectDimensions.has(name))
    );
  const sql = panel.sql.replaceAll(/--[^\n]*/g, '');
  const made = new Set(
    Array.from(sql.matchAll(/\b(\w+)\s+as\s+(?:(?:not\s+)?materialized\s+)?\(/g), ([, name]) => name)
  );
  const read = Array.from(sql.matchAll(/\b(?:from|join)\s+([\w.]+)/g), ([, name = '']) => name);
  return read.every((name) => made.has(name) || /^(?:cube|province_\w+|\w+_lines|reference\.\w+)$/.test(name));
}
