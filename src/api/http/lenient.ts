import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * What a page asks by its own address, which people decorate (`from=`, `utm_source=`) and leave empty (`city=`), says
 * `Prefer: handling=lenient` (RFC 7240): names that are no parameters here, and empty values, are then not asked for.
 * Whoever does not say so is refused with what is allowed.
 */
export function allowLenience(app: FastifyInstance): void {
  app.addHook('preValidation', async (request, reply) => {
    const known = parametersOf(request);
    if (known === null || !/\bhandling\s*=\s*lenient\b/i.test(String(request.headers.prefer ?? ''))) return;
    const query = request.query as Record<string, string | string[]>;
    for (const name of Object.keys(query)) if (!known.has(name)) delete query[name];
    leaveOutEmpty(query, known);
    void reply.header('preference-applied', 'handling=lenient');
  });
}

/** What is left empty is not asked for: `rule=&verdict=fail` is of every rule. */
export function leaveOutEmpty(query: Record<string, string | string[]>, names: Iterable<string>): void {
  for (const name of names) {
    const said = [query[name] ?? []].flat().filter((each) => each !== '');
    if (said.length === 0) delete query[name];
    else if (Array.isArray(query[name])) query[name] = said;
  }
}

function parametersOf({ method, routeOptions }: FastifyRequest): ReadonlySet<string> | null {
  const { querystring } = (routeOptions.schema ?? {}) as { querystring?: { properties?: object } };
  return method === 'GET' && querystring ? new Set(Object.keys(querystring.properties ?? {})) : null;
}
