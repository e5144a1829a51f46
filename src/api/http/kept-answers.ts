import type { FastifyInstance } from 'fastify';
import type { Api } from './context.ts';
import { isApi } from './guard.ts';
import { sendFinished } from './finish.ts';
import { answerKey, worldOfTurn } from './world.ts';

/** Answers what is kept before anything else is done for it: what it was asked for was looked at when it was made. */
export function answerKept(app: FastifyInstance, api: Api): void {
  if (api.build === null) return;
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method !== 'GET' || !isApi(request.url)) return done();
    const finished = api.kept.find(answerKey(api, request, worldOfTurn(api, request)));
    if (finished) void sendFinished(api.kept, request, reply, finished);
    else done();
  });
}
