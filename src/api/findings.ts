import type { FastifyInstance } from 'fastify';
import type { Api } from './api.ts';

export default function findings(_app: FastifyInstance, _api: Api): void {}
