import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { notAmong, type Receipt } from '#spec';
import { closed, ReceiptAnswer } from '#spec/answers';
import { readDefectKinds, readFollowed } from '#query';
import { listVersions, readReceipt } from '#warehouse';
import type { Api } from '../http/context.ts';
import { patient, withVersion } from '../http/request.ts';

/**
 * `GET /receipts/<version>`, by its number as well: what was handed
 * in, what was found, and what became of what was found before.
 */
export function receipts(app: FastifyInstance, api: Api): void {
  const { folder } = api.warehouse;
  const schema = {
    summary: 'The receipt of a load: who, when, files, defects by kind; what was cured, remains and is new',
    params: closed({ receipt: Type.String() }),
    querystring: closed({}),
    response: { 200: ReceiptAnswer },
  };
  app.get(
    '/receipts/:receipt',
    withVersion(
      api,
      schema,
      async ({ queryContext, lease: { receipt } }) => {
        const of = patient(queryContext);
        const titles = new Map(titlesOf(receipt));
        const before = receipt.compared ? await readReceipt(folder, receipt.compared.version).catch(() => null) : null;
        return {
          ...receipt,
          kinds: (await readDefectKinds(of)).map((kind) => ({ ...kind, title: titles.get(kind.check) ?? kind.check })),
          compared: receipt.compared && {
            ...receipt.compared,
            number: before?.number ?? null,
            ...(await readFollowed(of)),
            titles: Object.fromEntries([...titlesOf(before), ...titles]),
          },
        };
      },
      ({ params }) => versionOf(folder, params.receipt)
    )
  );
}

const titlesOf = (receipt: Receipt | null) =>
  (receipt?.defects ?? []).map(({ check, title }) => [check, title] as const);

async function versionOf(folder: string, named: string): Promise<string> {
  const versions = await listVersions(folder);
  if (versions.includes(named)) return named;
  const all = await Promise.all(versions.map((version) => readReceipt(folder, version)));
  const found = all.find(({ number }) => number === named);
  if (found) return found.version;
  throw notAmong(404, 'unknown_receipt', '没有回执', {
    value: named,
    allowed: all.map(({ number }) => number),
  });
}
