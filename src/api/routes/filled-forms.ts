import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { listForms, stampOfForms, withForm } from '#forms';
import { shownTime, type FormToFill as Listed } from '#spec';
import { closed, FormToFill, mediaTypes, version } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { attachment } from '../http/disposition.ts';
import { FileAnswer, Passing } from '../http/finish.ts';
import { cubeParameters, versionParameters } from '../http/parameters.ts';
import { patient, withCatalog } from '../http/request.ts';
import { workbook } from './workbooks.ts';

/**
 * `GET /forms`: the forms of the offices; `/forms/<name>/filled.xlsx`: one of them, filled from what the filters and
 * the reader's scope leave. Templates change while the program runs: the list is kept until one did, the forms are not.
 */
export function filledForms(app: FastifyInstance, api: Api): void {
  const { templates } = api;
  if (templates === null) return;
  const many = {
    needs: 'rows' as const,
    summary: 'The forms that can be filled, and the filters that each needs',
    querystring: closed({ ...version }),
    response: { 200: Type.Array(FormToFill) },
  };
  // To read all templates takes a fifth of a second of the server: once for all who ask.
  let last: { of: string; forms: Promise<Listed[]> } | null = null;
  app.get(
    '/forms',
    withCatalog(api, many, async ({ catalog, lease }) => {
      const of = `${lease.receipt.version}\n${await stampOfForms(templates)}`;
      if (last?.of !== of) last = { of, forms: listForms(templates, catalog) };
      const { forms } = last;
      forms.catch(() => (last = last?.forms === forms ? null : last));
      return new Passing(await forms);
    })
  );

  const one = {
    needs: 'files' as const,
    summary: 'A form of the offices, filled; each number leads to where it comes from',
    params: closed({ name: Type.String() }),
    querystring: closed({ ...versionParameters, ...cubeParameters }),
    ...workbook,
  };
  app.get(
    '/forms/:name/filled.xlsx',
    withCatalog(api, one, async ({ queryContext, catalog, view, lease }, request) => {
      const { version: name, asOf, loadedAt, isSample } = lease.receipt;
      const asked = {
        context: patient(queryContext),
        catalog,
        view,
        facts: { version: name, asOf, loadedAt: shownTime(loadedAt), isSample },
        base: `${request.protocol}://${request.host}`,
      };
      return withForm(templates, request.params.name, asked, async ({ bytes, fileName }) => {
        const book = await Array.fromAsync(bytes);
        return new FileAnswer(mediaTypes.xlsx, attachment(fileName, 'form.xlsx'), inTurn(book), { isPassing: true });
      });
    })
  );
}

/** What was read while the template was open. */
async function* inTurn(book: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* book;
}
