import { readScope } from '#access';
import { compareVersions, metricJson, NotComparable, reportMetric, reportWhole, wholeJson } from '#changes';
import { everything } from '#spec';
import { isVersion } from '#warehouse';
import { program } from '#environment/content.ts';
import type { Told } from '#environment/terminal.ts';

export interface ChangesOptions {
  warehouse: string;
  from: string | null;
  to: string | null;
  metric: string | null;
  /** `city=济南市`, each. */
  filters: readonly string[];
  scope: string | null;
}

/** Compares two versions: one metric, or all of the data. A text says what is wrong with what was asked. */
export async function tellChanges({
  warehouse,
  from,
  to,
  metric,
  filters,
  scope,
}: ChangesOptions): Promise<Told | string> {
  if (from === null || to === null) return 'changes 要写明两个版本：--from 版本 --to 版本';
  for (const version of [from, to])
    if (!isVersion(version)) return `版本要写成 20261123T090000-1a2b3c4d 这样（写的是 ${version}）`;
  const asked: Record<string, string[]> = {};
  for (const filter of filters) {
    const at = filter.indexOf('=');
    if (at < 1) return `--filter 要写成 city=济南市 这样（写的是 ${filter}）`;
    (asked[filter.slice(0, at)] ??= []).push(filter.slice(at + 1));
  }
  if (metric === null && (filters.length > 0 || scope !== null))
    return '不写 --metric 就是比较全部，不能加 --filter、--scope';
  try {
    const comparison = await compareVersions(warehouse, { from, to, program: await program() });
    try {
      if (metric === null) {
        const whole = await comparison.whole();
        return { answer: wholeJson(whole), lines: reportWhole(whole) };
      }
      const asks = { metric, filters: asked, scope: scope === null ? everything : readScope(scope) };
      const change = await comparison.metric(asks);
      return { answer: metricJson(change), lines: reportMetric(change) };
    } finally {
      comparison.close();
    }
  } catch (error) {
    if (error instanceof NotComparable) return error.message;
    throw error;
  }
}
