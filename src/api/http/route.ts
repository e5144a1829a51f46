import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TObject, TSchema } from 'typebox';
import type { mediaTypes } from '#spec/answers';

/** What a route is asked and answers: Fastify validates by it, its handler is typed by it, and OpenAPI says it. */
export interface RouteSchema {
  summary: string;
  params?: TObject;
  querystring: TObject;
  /** What is sent to it, as a form. */
  form?: TObject;
  response: Readonly<Record<number, TSchema>>;
  /** As what files it answers, where not as JSON alone. */
  formats?: readonly (keyof typeof mediaTypes)[];
}

type Said<T> = T extends TSchema ? Static<T> : unknown;

export type Asked<S extends RouteSchema> = FastifyRequest<{
  Querystring: Said<S['querystring']>;
  Params: Said<S['params']>;
}>;

/** What its handler answers: what it says, or a reply that goes its own way, as a stream does. */
export type Answered<S extends RouteSchema> = Promise<Said<S['response'][keyof S['response']]> | FastifyReply>;

/** The options of a route whose handler is held to what it says. */
export const route = <S extends RouteSchema>(
  schema: S,
  handler: (request: Asked<S>, reply: FastifyReply) => Answered<S>
) => ({ schema, handler });
