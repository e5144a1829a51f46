import type { FastifyRequest } from 'fastify';
import type { Paging } from '#query';
import { Refusal } from '#spec';
import type { Schema } from './schemas.ts';

export const paging: Record<string, Schema> = {
  limit: { type: 'integer', minimum: 1, maximum: 500, default: 50, description: 'Rows of one page of JSON.' },
  offset: { type: 'integer', minimum: 0, maximum: 100_000_000, default: 0 },
};

/** The page that is asked for. Ajv lets the text `Infinity` through every bound of an integer. */
export function pagingOf(request: FastifyRequest): Paging {
  const { limit, offset } = request.query as Paging;
  if (Number.isFinite(limit) && Number.isFinite(offset)) return { limit, offset };
  throw new Refusal(400, 'bad_parameter', '参数 limit 和 offset 要写整数。', {
    parameter: Number.isFinite(limit) ? 'offset' : 'limit',
  });
}
