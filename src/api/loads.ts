import type { FastifyInstance } from 'fastify';
import type { Api } from './api.ts';

export default function loads(_app: FastifyInstance, _api: Api): void {}
