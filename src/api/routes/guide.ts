import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { findAccount } from '#access';
import { searchBooks, type Library } from '#guide';
import { notAmong, type GuideBook } from '#spec';
import { closed, Guide, GuideBook as Book, written } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { tagOf } from '../http/etag.ts';
import { sendFinished } from '../http/finish.ts';
import { route } from '../http/route.ts';

/**
 * `GET /guide`: the handbooks (手册) and, with `search`, where the words stand in them; `/guide/<book>`: one of them,
 * whole; `/guide/pictures/<name>.webp`. They hold nothing of anybody, and tell how one signs in: nobody has to.
 */
export function guide(app: FastifyInstance, api: Api): void {
  const { guide: read } = api;
  if (read === null) return;
  const needs = 'nobody' as const;
  const many = {
    needs,
    summary: 'The handbooks of each kind of reader, and where words stand in them',
    querystring: closed({ search: written('Words that all stand in a task.') }),
    response: { 200: Guide },
  };
  app.get(
    '/guide',
    route(many, async (request, reply) => {
      const { books } = await read();
      const { search } = request.query;
      const found = search === undefined ? null : searchBooks(books, search, ownOf(api, request, books));
      return tagged(reply, { books: books.map(briefly), found });
    })
  );
  const one = {
    needs,
    summary: 'One handbook, task by task',
    params: closed({ book: Type.String() }),
    querystring: closed({}),
    response: { 200: Book },
  };
  app.get(
    '/guide/:book',
    route(one, async (request, reply) => tagged(reply, bookIn(await read(), request.params.book)))
  );
  const picture = {
    needs,
    summary: 'A picture of a handbook',
    params: closed({ picture: Type.String() }),
    querystring: closed({}),
    response: { 200: Type.Unknown() },
    formats: ['webp'] as const,
  };
  app.get(
    '/guide/pictures/:picture.webp',
    route(picture, async (request, reply) => {
      const { pictures } = await read();
      const { picture: value } = request.params;
      const body = pictures.get(value);
      if (!body) throw notAmong(404, 'unknown_picture', '没有图', { value, allowed: [...pictures.keys()] });
      const headers = { 'content-type': 'image/webp', etag: tagOf(body.toString('base64')), 'cache-control': kept };
      return sendFinished(api.kept, request, reply, { status: 200, headers, body });
    })
  );
}

const kept = 'private, no-cache';

/** What is told follows from the texts alone. */
function tagged<A extends object>(reply: FastifyReply, answer: A): A {
  void reply.headers({ 'cache-control': kept, etag: tagOf(JSON.stringify(answer)) });
  return answer;
}

function bookIn({ books }: Library, value: string): GuideBook {
  const found = books.find(({ name }) => name === value);
  if (!found) throw notAmong(404, 'unknown_book', '没有手册', { value, allowed: books.map(({ name }) => name) });
  return found;
}

const briefly = ({ tasks, ...book }: GuideBook): Guide['books'][number] => ({
  ...book,
  tasks: tasks.map(({ name, title }) => ({ name, title })),
});

/** The book of the role of who asks. */
function ownOf({ office, reader }: Api, request: FastifyRequest, books: readonly GuideBook[]): string | null {
  const { account } = reader(request);
  if (office !== null && account === null) return null;
  const role = office === null ? 'seat' : (findAccount(office.desk.store, account ?? '')?.role ?? '');
  return books.find(({ roles }) => roles.includes(role))?.name ?? null;
}
