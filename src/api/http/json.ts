import type { Answer } from '#query';

/** A table as JSON text, some thousand rows at a time. */
export async function* jsonOf(
  { version, columns, result, unfit = [] }: Answer,
  extra: object = {}
): AsyncGenerator<string> {
  const head = JSON.stringify({ version, ...extra, ...(unfit.length > 0 ? { unfit } : {}), columns });
  yield `${head.slice(0, -1)},"rows":[`;
  let isFirst = true;
  for await (const rows of result.chunks()) {
    yield `${isFirst ? '' : ','}${JSON.stringify(rows).slice(1, -1)}`;
    isFirst = false;
  }
  yield ']}';
}
