import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TObject, TSchema } from 'typebox';
import type { Capability } from '#spec';
import type { MediaFormat } from '#spec/answers';
import type { FileAnswer, Passing } from './finish.ts';

/** What a route asks of whoever calls it; `nobody` where they need not have signed in. */
export type Need = Capability | 'nobody';

/** What a route is asked and answers: Fastify validates by it, its handler is typed by it, and OpenAPI says it. */
export interface RouteSchema {
  /** Who may ask: whoever has it, or `nobody` where it is answered before anybody signed in. */
  needs: Need;
  /**
   * For who sees the whole province alone, and each answer is on record: whoever else has signed in is answered as if
   * the address were not there.
   */
  isOfProvince?: true;
  /** It says itself what its filters ask for that its reader does not see: any other is refused where that is all. */
  tellsOutside?: true;
  summary: string;
  params?: TObject;
  querystring: TObject;
  /** What is sent to it, as a form. */
  form?: TObject;
  /** The same, as the fields of a form or as JSON. */
  body?: TObject;
  response: Readonly<Record<number, TSchema>>;
  /** As what files it answers, where not as JSON alone. */
  formats?: readonly MediaFormat[];
}

type TypeOf<T> = T extends TSchema ? Static<T> : unknown;

export type RequestOf<S extends RouteSchema> = FastifyRequest<{
  Querystring: TypeOf<S['querystring']>;
  Params: TypeOf<S['params']>;
  Body: TypeOf<S['body']>;
}>;

/** What its handler answers: what it says, or a reply that goes its own way, as a stream does. */
export type AnswerOf<S extends RouteSchema> = Promise<Said<S>>;

export type Said<S extends RouteSchema> =
  TypeOf<S['response'][keyof S['response']]> | FileAnswer | Passing<object> | FastifyReply;

/** The options of a route whose handler is held to what it says. */
export const route = <S extends RouteSchema>(
  schema: S,
  handler: (request: RequestOf<S>, reply: FastifyReply) => AnswerOf<S>
) => ({ schema, handler });
