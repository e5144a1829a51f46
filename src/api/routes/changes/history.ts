import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { checksOf, projectHistory, titled, type HistoryStep, type Kept } from '#changes';
import { reignsOf } from '#pipeline';
import { isWhole, Refusal } from '#spec';
import { closed, ProjectHistory, version } from '#spec/answers';
import { isReadable, warehouseFile } from '#warehouse';
import type { Api } from '../../http/context.ts';
import { Passing } from '../../http/finish.ts';
import { withCatalog } from '../../http/request.ts';

/** So many versions are walked, the latest; how many there were before is told. */
const most = 24;

/** `GET /projects/<id>/changes`: in which versions a project became another, by which cells, and whose load it was. */
export function projectChanges(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'rows' as const,
    summary: 'In which versions a project became another: its cells and verdicts before and after, file, day and load',
    params: closed({ id: Type.String() }),
    querystring: closed({ ...version }),
    response: { 200: ProjectHistory },
  };
  app.get(
    '/projects/:id/changes',
    withCatalog(api, schema, async ({ lease, scope }, { params }) => {
      const { kept, skipped, published } = await versionsUpTo(api, lease.version);
      const steps = await projectHistory(kept, params.id, scope);
      if (steps === null) throw new Refusal(404, 'unknown_project', `没有项目“${params.id.slice(0, 60)}”。`);
      const first = kept[0]?.receipt;
      const answer = {
        version: lease.version,
        projectId: params.id,
        versions: kept.length,
        skipped,
        since: first
          ? { version: first.version, number: first.number, at: published.get(first.version) ?? null }
          : null,
        steps: steps.map((step) => stepJson(step, published, isWhole(scope))),
      };
      return published.has(lease.version) ? answer : new Passing(answer);
    })
  );
}

/** The versions that were published up to one, each once, in their order, as far as they can be opened. */
async function versionsUpTo(api: Api, last: string) {
  const { warehouse } = api;
  const reigns = await reignsOf(warehouse.folder);
  const published = new Map<string, string>();
  for (const { version, from } of reigns) if (!published.has(version)) published.set(version, from);
  // The line of a version is written a moment after it is current.
  const names = [...published.keys()];
  const upTo = names.includes(last) ? names.slice(0, names.indexOf(last) + 1) : [...names, last];
  const receipts = await Promise.all(upTo.map((name) => warehouse.versions.receipt(name).catch(() => null)));
  const there = receipts.flatMap((receipt): Kept[] =>
    receipt !== null && isReadable(receipt) ? [{ receipt, path: warehouseFile(warehouse.folder, receipt.version) }] : []
  );
  const kept = there.slice(-most);
  return { kept, skipped: upTo.length - kept.length, published };
}

function stepJson(
  { from, to, because, ...step }: HistoryStep,
  published: ReadonlyMap<string, string>,
  isOfAll: boolean
) {
  return {
    ...step,
    from: { version: from.version, number: from.number },
    to: {
      version: to.version,
      number: to.number,
      asOf: to.asOf,
      at: published.get(to.version) ?? null,
      by: isOfAll ? (to.by?.name ?? null) : null,
    },
    because: titled(because, checksOf({ from, to })),
  };
}
