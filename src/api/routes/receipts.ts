import type { FastifyInstance } from 'fastify';
import { notAmong, type Receipt } from '#spec';
import { readDefectKinds, readFollowed } from '#query';
import { listVersions, readReceipt } from '#warehouse';
import { patient, sit, whenSent } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { array, boolean, integer, object, querystring, row, string, stringOrNull } from '../http/schemas.ts';

const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const answer = object({
  version: string,
  number: stringOrNull,
  loadedAt: string,
  by: orNull(object({ name: string, isVerified: boolean })),
  upload: stringOrNull,
  rebuildOf: stringOrNull,
  files: array(row),
  kinds: array(
    object({ check: string, title: string, effect: string, count: integer, files: array(row), examples: array(row) })
  ),
  compared: orNull(
    object({
      version: string,
      number: stringOrNull,
      cured: integer,
      remaining: integer,
      fresh: integer,
      files: array(row),
      defects: array(row),
    })
  ),
});

/** `GET /receipts/<version>`, by its number as well: what was handed in, what was found, and what became of what was found before. */
export default function receipts(app: FastifyInstance, api: Api): void {
  const { folder } = api.warehouse;
  const schema = {
    summary: 'The receipt of a load: who, when, files, defects by kind; what was cured, remains and is new',
    params: { type: 'object', properties: { receipt: string } },
    querystring: querystring({}),
    response: { 200: answer },
  };
  app.get(
    '/receipts/:receipt',
    { schema },
    sit(api, async ({ asking }, request, reply) => {
      const receipt = await find(folder, (request.params as { receipt: string }).receipt);
      const lease = await api.warehouse.lease(receipt.version);
      whenSent(reply, () => lease.release());
      const of = { ...patient(asking), reading: lease };
      const titles = new Map(receipt.defects.map(({ check, title }) => [check, title]));
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
    })
  );
}

const titlesOf = (receipt: Receipt | null) =>
  (receipt?.defects ?? []).map(({ check, title }) => [check, title] as const);

async function find(folder: string, named: string): Promise<Receipt> {
  const versions = await listVersions(folder);
  if (versions.includes(named)) return readReceipt(folder, named);
  const all = await Promise.all(versions.map((version) => readReceipt(folder, version)));
  const found = all.find(({ number }) => number === named);
  if (found) return found;
  throw notAmong(404, 'unknown_receipt', '没有回执', {
    value: named,
    allowed: all.map(({ number }) => number),
  });
}
