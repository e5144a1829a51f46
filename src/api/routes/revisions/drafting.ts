import type { FastifyRequest } from 'fastify';
import { readScope } from '#access';
import { filesOf, reignsOf } from '#pipeline';
import { dimensionNames, readFilters, titlesOf } from '#query';
import { draftOf, type Content, type LoadNamed, type Revision } from '#revisions';
import { brokenOf, compareNumbers, type Paper, type Watched } from '#seals';
import { covers, isWhole, Refusal, type Receipt, type Scope } from '#spec';
import { patienceOf } from '../../http/as-of.ts';
import type { Api } from '../../http/context.ts';
import type { Papers } from '../../http/papers.ts';

/** What a notice says, asked of the versions that it is about. */
export interface Drafting {
  contentOf(request: FastifyRequest, said: { to?: string; scope?: string }, paper: Paper): Promise<Content>;
  /** Refuses what is not so any more: what it says of the present is asked once more. */
  needStanding(revision: Revision): Promise<void>;
  receiptOf(version: string): Promise<Receipt>;
}

export function draftingOf(api: Api, onRecord: Papers): Drafting {
  return { contentOf, needStanding, receiptOf };

  /** What is drafted: of the whole scope of the paper, or of the part that the edition is for. */
  async function contentOf(request: FastifyRequest, said: { to?: string; scope?: string }, paper: Paper) {
    const { statement, code } = paper;
    const reader = api.reader(request);
    const scope = said.scope?.trim() ? readScope(said.scope.trim()) : statement.scope;
    if (!covers(statement.scope, scope)) throw new Refusal(400, 'bad_scope', '这份材料里没有这个范围的数。');
    if (!covers(reader.scope, scope)) throw new Refusal(403, 'out_of_scope', '不在您看得到的范围里。');
    const version = said.to?.trim() || api.warehouse.version();
    if (!version) throw new Refusal(404, 'no_version', '还没有发布过版本。');
    const isCurrent = version === api.warehouse.version();
    const [before, after] = [await receiptOf(statement.version), await receiptOf(version)];
    const decided = api.decisions.now();
    if (decided.fault !== null) throw new Refusal(503, 'record_damaged', decided.fault);
    const head = isCurrent ? decided.head : (after.decisions ?? '');
    const known = await catalogOf(version, scope);
    const { asked, watched } = await watchedOf(paper, { version, head, scope });
    const pair = { from: statement.version, to: version, decided: head };
    const loadOf = await loadsBetween(before, after, isWhole(scope));
    const { title, recipient, sealedAt, number, asOf } = statement;
    const isOwn = sameScope(scope, statement.scope);
    return api.comparisons.ask(pair, patienceOf(request.headers), async (comparison) =>
      draftOf({
        // An edition for a part says no word that was written for the whole.
        paper: {
          code,
          title: isOwn ? title : asked.title,
          recipient: isOwn ? recipient : '',
          sealedAt,
          path: statement.path,
          version: statement.version,
          number,
          asOf,
        },
        to: { version, number: after.number, asOf: after.asOf, head },
        isSample: after.isSample,
        scope,
        watched,
        comparison,
        loadOf,
        ...known,
      })
    );
  }

  /** The numbers of a paper's page asked again; of a part of its scope those that this part had then. */
  async function watchedOf(
    paper: Paper,
    { version, head, scope }: { version: string; head: string; scope: Scope }
  ): Promise<{ asked: { title: string }; watched: Watched }> {
    const { statement } = paper;
    const said = (asked: string) => new Refusal(409, 'not_comparable', `不能起草：${asked}。`);
    const isOwn = sameScope(scope, statement.scope);
    const then = isOwn
      ? statement
      : await onRecord.askThen(statement.path, { version: statement.version, head: statement.head, scope });
    if (typeof then === 'string') throw said(then);
    const now = await onRecord.askThen(statement.path, { version, head, scope });
    if (typeof now === 'string') throw said(now);
    // What a page tells everybody of others is none of a part's own.
    const numbers = isOwn ? then.numbers : then.numbers.filter(({ key }) => isWithin(key, scope));
    return { asked: then, watched: compareNumbers({ numbers }, now.numbers) };
  }

  /** Nothing is issued that is not so any more: what it says of the present is asked once more. */
  async function needStanding({ content }: Revision): Promise<void> {
    const version = api.warehouse.version();
    const paper = onRecord.register().papers.find(({ code }) => code === content.paper.code);
    if (!paper || version === null) throw new Refusal(404, 'unknown_paper', '登记簿上没有这份材料。');
    if (paper.voided) throw new Refusal(409, 'voided_already', '这份材料已经作废，不用写说明。');
    const { head } = api.decisions.now();
    const { watched } = await watchedOf(paper, { version, head, scope: content.scope });
    const said = new Map(content.numbers.map(({ key, now }) => [key, now?.exact ?? null]));
    const isSame = watched.numbers.every(({ key, state, now }) => {
      const isBroken = state === 'differs' || state === 'unknown_now';
      return isBroken ? said.has(key) && said.get(key) === (now?.exact ?? null) : !said.has(key);
    });
    if (!isSame || brokenOf(watched) !== content.numbers.length)
      throw new Refusal(409, 'overtaken', '起草以后数据又变了，这份说明写的不是现在的数：请作废这份草稿，重新起草。');
  }

  async function receiptOf(version: string): Promise<Receipt> {
    const receipt = await api.warehouse.versions.receipt(version).catch(() => null);
    if (receipt === null) throw new Refusal(404, 'unknown_version', `没有版本 ${version.slice(0, 60)}。`);
    return receipt;
  }

  async function catalogOf(version: string, scope: Scope) {
    const lease = await api.warehouse.lease(version);
    try {
      const catalog = await api.catalogOf(lease);
      // Of a value that nobody knows it must not be said that all its numbers hold.
      readFilters(catalog, Object.fromEntries(Object.entries(scope).map(([name, values]) => [name, [...values]])));
      return {
        metrics: new Set(catalog.metrics.keys()),
        dimensions: Object.fromEntries(dimensionNames.map((name) => [name, titlesOf(catalog, [name])])),
      };
    } finally {
      lease.release();
    }
  }

  /** By file the first load after a version that has it as the newer version has it. */
  async function loadsBetween(before: Receipt, after: Receipt, isOfAll: boolean) {
    const reigns = await reignsOf(api.warehouse.folder);
    const names = [...new Set(reigns.map(({ version }) => version))];
    const [from, to] = [names.indexOf(before.version), names.indexOf(after.version)];
    const between = names.slice(from + 1, to);
    const receipts = await Promise.all(between.map((name) => api.warehouse.versions.receipt(name).catch(() => null)));
    const walked = [...receipts.filter((receipt) => receipt !== null), after];
    const hashOf = (receipt: Receipt, file: string) => filesOf(receipt).find(({ path }) => path === file)?.sha256;
    return (file: string): LoadNamed | null => {
      const wanted = hashOf(after, file);
      if (wanted === hashOf(before, file)) return null;
      const first = walked.find((receipt) => hashOf(receipt, file) === wanted);
      if (first === undefined) return null;
      return {
        file,
        number: first.number,
        loadedAt: first.loadedAt,
        by: isOfAll ? (first.by?.name ?? null) : null,
      };
    };
  }
}

const sameScope = (one: Scope, other: Scope): boolean => covers(one, other) && covers(other, one);

/** Whether the row of a number says nothing outside of a scope. */
function isWithin(key: string, scope: Scope): boolean {
  const place = key.slice(0, Math.max(0, key.lastIndexOf('#')));
  const row = place.includes('?') ? place.slice(place.indexOf('?') + 1).split('&') : [];
  return Object.entries(scope).every(([name, values]) => {
    const said = row.find((part) => part.startsWith(`${name}=`));
    return said === undefined || values.includes(said.slice(name.length + 1));
  });
}
