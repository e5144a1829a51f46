import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { can } from '#access';
import { notAmong, type Receipt } from '#spec';
import { closed, ReceiptAnswer } from '#spec/answers';
import { readDefectKinds, readFollowed, readReach, receiptWithin } from '#query';
import { readReceipt } from '#warehouse';
import type { Api } from '../http/context.ts';
import { patient, withVersion } from '../http/request.ts';
import { markedFor } from './marked-for.ts';
import { isOwnLoad } from './uploads/within.ts';

/**
 * `GET /receipts/<version>`, by its number as well: what was handed
 * in, what was found, and what became of what was found before.
 */
export function receipts(app: FastifyInstance, api: Api): void {
  const { folder } = api.warehouse;
  const schema = {
    needs: 'rows' as const,
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
      async ({ queryContext, reader, scope, lease }) => {
        const of = patient(queryContext);
        const reach = await readReach(of, scope);
        const isOwn = await isOwnLoad(folder, reader, lease.receipt);
        const receipt = await receiptWithin(of, lease.receipt, { reach, isOwn });
        const copies = receipt.files.flatMap(({ sha256 }) => {
          const copy = markedFor(reader, receipt.files, reach, sha256);
          return copy === null || !can(reader, 'files') ? [] : [[sha256, copy] as const];
        });
        const titles = new Map(titlesOf(receipt));
        const before = receipt.compared ? await readReceipt(folder, receipt.compared.version).catch(() => null) : null;
        return {
          ...receipt,
          copies: Object.fromEntries(copies),
          kinds: (await readDefectKinds(of, reach)).map((kind) => ({
            ...kind,
            title: titles.get(kind.check) ?? kind.check,
          })),
          compared: receipt.compared && {
            ...receipt.compared,
            number: before?.number ?? null,
            ...(await readFollowed(of, reach)),
            titles: Object.fromEntries([...titlesOf(before), ...titles]),
          },
        };
      },
      ({ params }) => versionOf(api.warehouse, params.receipt)
    )
  );
}

const titlesOf = (receipt: Receipt | null) =>
  (receipt?.defects ?? []).map(({ check, title }) => [check, title] as const);

async function versionOf({ versions }: Api['warehouse'], named: string): Promise<string> {
  if ((await versions.receipt(named)) !== null) return named;
  const found = await versions.numbered(named);
  if (found !== null) return found;
  const { rows } = await versions.page(listed, 0);
  throw notAmong(404, 'unknown_receipt', '没有回执', { value: named, allowed: rows.map(({ number }) => number) });
}

/** So many numbers of receipts are told to who asks for one that there is not. */
const listed = 20;
