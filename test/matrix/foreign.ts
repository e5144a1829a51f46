import { listUploads } from '#clerks';
import { covers } from '#spec';
import type { Canary } from './canaries.ts';
import type { Opened } from './open.ts';
import { papersOf, revisionsOf } from './papers-of.ts';
import { maySee, type Asker } from './readers.ts';
import type { Foreign } from './twins.ts';

/** Some of what is out of scope, of each kind. */
export async function foreignOf(
  { reading, folder }: Opened,
  asker: Asker,
  canaries: readonly Canary[],
  count: number
): Promise<Foreign> {
  const out = (column: RegExp, most: number) =>
    canaries
      .filter((canary) => column.test(canary.of) && canary.facts.length > 0 && !maySee(asker, canary))
      .filter((_canary, at, all) => at % Math.max(1, Math.floor(all.length / most)) === 0)
      .slice(0, most)
      .map(({ value }) => value);
  const sql = 'select distinct sha256, source_file from sources.files order by source_file';
  const files = (await (await reading.read('matrix', sql)).rows()) as Record<string, string>[];
  const foreignFiles = new Set(out(/^文件名$/, 100));
  const waiting = (await listUploads(folder)).filter(
    ({ account, scope = {} }) =>
      asker.capabilities.has('upload') && account !== asker.account && !covers(asker.scope, scope)
  );
  return {
    projects: out(/^applications\.项目编号$/, count).filter((value) => value.startsWith('SL')),
    firms: out(/^applications\.统一社会信用代码$/, count),
    tokens: out(/项目名称|申报单位/, count),
    hashes: files
      .filter(({ source_file: file }) => /K[B-Z]{5}/.exec(file!)?.some((token) => foreignFiles.has(token)))
      .slice(0, count)
      .map(({ sha256 }) => sha256!),
    papers: papersOf(folder).flatMap(({ code, statement }) => (covers(asker.scope, statement.scope) ? [] : [code])),
    revisions: revisionsOf(folder).flatMap(({ id, content }) => (covers(asker.scope, content.scope) ? [] : [id])),
    uploads: waiting.map(({ id }) => id),
  };
}
