import type { FastifyInstance } from 'fastify';

export function serveOpenApi(_app: FastifyInstance): void {}
