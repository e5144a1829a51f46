import Fastify, { LogController, type FastifyInstance, type FastifyRequest, type FastifyServerFactory } from 'fastify';
import { nobody, type Reader } from '#access';
import { examine } from '#doctor';
import type { Library } from '#guide';
import { createKept } from '#kept';
import { rememberCatalogs, type Dashboards } from '#query';
import { createTurns } from '#spec';
import { noDecisions, type FollowedDecisions, type RecordedEvent } from '#store';
import type { Warehouse } from '#warehouse';
import type { AlertsDoor, Api, EnteringDoor, FormsOf, RetentionDoor, Seals, Uploads, Writes } from './http/context.ts';
import { leadToMoment } from './http/at.ts';
import { account } from './routes/account.ts';
import { accounts } from './routes/accounts.ts';
import { alerts } from './routes/alerts.ts';
import { audit } from './routes/audit.ts';
import { answerClientError } from './http/client-error.ts';
import { compressAnswers } from './http/compress.ts';
import { briefDocument } from './routes/brief-document.ts';
import { begin } from './routes/begin.ts';
import { briefs } from './routes/briefs.ts';
import { projectChanges } from './routes/changes/history.ts';
import { changes } from './routes/changes/routes.ts';
import { createComparisons, type ComparisonOptions } from './http/comparisons.ts';
import { compliance } from './routes/compliance.ts';
import { notices } from './routes/notices.ts';
import { dashboardBooks } from './routes/dashboard-books.ts';
import { dashboards } from './routes/dashboards.ts';
import { entering } from './routes/entering/routes.ts';
import { answerErrors, answerFrameworkError } from './http/errors.ts';
import { explain } from './routes/explain.ts';
import { guide } from './routes/guide.ts';
import { fileRows } from './routes/file-rows.ts';
import { filledForms } from './routes/filled-forms.ts';
import { feeds } from './routes/feeds.ts';
import { filters } from './routes/filters.ts';
import { findings } from './routes/findings.ts';
import { keepGate } from './http/gate.ts';
import { guard } from './http/guard.ts';
import { decisions } from './routes/decisions/routes.ts';
import { guardWrites } from './http/write-guard.ts';
import { health } from './routes/health.ts';
import { answerAnyTag, tagOf } from './http/etag.ts';
import { answerKept } from './http/kept-answers.ts';
import { allowLenience } from './http/lenient.ts';
import { keepForward, type Forward } from './http/keep-forward.ts';
import { ledger } from './routes/ledger.ts';
import { loads } from './routes/loads.ts';
import { marked } from './routes/marked.ts';
import { matters } from './routes/matters.ts';
import { metrics } from './routes/metrics.ts';
import { moments } from './routes/moments.ts';
import { whoOf, type Office } from './http/office.ts';
import { serveOpenApi } from './http/openapi.ts';
import { servePages } from './http/pages.ts';
import type { Pages } from './http/render-page.ts';
import { createPictures } from './http/pictures.ts';
import type { Font } from '#pictures';
import type { PackageWorker } from './http/packages.ts';
import { createPapers, papersNow } from './http/papers.ts';
import { packages } from './routes/packages.ts';
import { papers } from './routes/papers/routes.ts';
import { revisions } from './routes/revisions/routes.ts';
import { personal } from './routes/personal.ts';
import { projects } from './routes/projects.ts';
import { provinces } from './routes/provinces.ts';
import { published } from './routes/published.ts';
import { query } from './routes/query.ts';
import { createReplays, type ReplayOptions } from './http/replays.ts';
import { addressOf, measure } from './http/measure.ts';
import { leadToProvinces } from './http/across.ts';
import { recordUse } from './http/record-use.ts';
import { newRequestId } from './http/request-id.ts';
import { readQuerystring } from './http/querystring.ts';
import { whenAsked } from './http/validators.ts';
import { record } from './routes/record.ts';
import { ready } from './routes/ready.ts';
import { receipts } from './routes/receipts.ts';
import { reconciliation } from './routes/reconciliation.ts';
import { repeats } from './routes/repeats.ts';
import { session } from './routes/session.ts';
import { scenarios } from './routes/scenarios.ts';
import { sources } from './routes/sources.ts';
import { turnedAway } from './routes/turned-away.ts';
import { uploads } from './routes/uploads/routes.ts';
import { versions } from './routes/versions.ts';

export interface AppOptions {
  warehouse: Warehouse;
  /** Read anew for each request where content is being written, once where it is served. */
  dashboards: () => Promise<Dashboards>;
  /**
   * What tells this build of the program and its content from another;
   * null where they change under it, and no answer is known to hold.
   */
  build?: string | null;
  /** How much of what was answered is kept, in bytes. */
  kept?: { bytes?: number };
  /** Who asks, of the network or for a page. Default: nobody, who may see nothing. */
  reader?: (request: FastifyRequest) => Reader;
  /** Who signs in. Then who asks is who signed in, and `reader` is asked nothing. Default: nobody can. */
  office?: Office | null;
  /** Where what somebody did is written down. */
  record?: (event: RecordedEvent) => void;
  /** Milliseconds since 1970. Default: those of the clock. */
  now?: () => number;
  /** How far this machine is, where several serve the same. Default: it is the only one. */
  forward?: Forward | null;
  /** Several provinces are read together: what is of one of them is with its own server. Default: there is one. */
  isAcross?: boolean;
  /** The names by which this server may be called. Default: every one. */
  allowsHost?: (host: string) => boolean;
  /** What may be handed in. Default: nothing is told of it. */
  forms?: FormsOf;
  /** The folder of the templates that are filled. Default: none are. */
  templates?: string;
  /** The folder of the reports that are composed. Default: none are. */
  briefs?: string;
  /** The handbooks. Default: there are none. */
  guide?: () => Promise<Library>;
  /** The notice that is in force and the one that is to come, as content says them now. Default: nobody knows. */
  notices?: Api['notices'];
  /** How the commands of the program are called here. Default: by npm. */
  program?: string | null;
  /** The warehouse as commands have to name it. Default: they mean it without. */
  namedWarehouse?: string | null;
  /** The folder of the rules that are tried. Default: none are. */
  scenarios?: string;
  /** How long everything is kept. Default: nobody has said. */
  retention?: RetentionDoor;
  /** What is told. Default: nothing is. */
  alerts?: AlertsDoor | null;
  /** Default: no files are taken. */
  uploads?: Uploads;
  /** Default: nobody changes anything. */
  writes?: Writes;
  /** How papers are sealed. Default: none are, and none are asked for. */
  seals?: Seals;
  /** Whether all is well; by default nothing is said of backups, a certificate or a browser. */
  examine?: Api['examine'];
  /** Where what a notice leaves open is filled in. Default: nowhere. */
  entering?: EnteringDoor;
  /** Makes audit packages outside this process. Default: none are made. */
  packer?: PackageWorker;
  /** Default: nothing was ever decided. */
  decisions?: FollowedDecisions;
  /** Default: earlier days are not answered. */
  replays?: ReplayOptions;
  /** Default: versions are compared as far as nothing has to be built for it. */
  comparisons?: ComparisonOptions;
  /** Finds a font for pictures of pixels. Default: one of this machine that knows Chinese. */
  font?: () => Promise<Font | null>;
  pages?: Pages;
  serverFactory?: FastifyServerFactory;
  log?: (message: string) => void;
  /** Where a line of JSON goes for each request and each message; null: requests are not logged. */
  logger?: { write(line: string): void } | null;
}

/** Of the machine nothing was said. */
const nothingSaid = {
  program: `Node ${process.versions.node}`,
  backups: null,
  certificate: null,
  findBrowser: (): string => {
    throw new Error('nobody said where');
  },
  measures: () => Promise.resolve(null),
  waiting: () => null,
  help: () => Promise.resolve(null),
};

/** The door for programs, and what hands the rest to the pages. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { warehouse, office = null, log = () => undefined } = options;
  const reader = office
    ? (request: FastifyRequest) => whoOf(office, request).reader
    : (options.reader ?? (() => nobody));
  // It is long, and stands in every tag.
  const build = typeof options.build === 'string' ? tagOf(options.build) : null;
  const api: Api = {
    warehouse,
    dashboards: options.dashboards,
    build,
    kept: createKept(options.kept),
    gate: createTurns({ size: 6, queue: 400, busy: '同时打开的人太多，请过一会儿再试。' }),
    reader,
    catalogOf: rememberCatalogs(),
    uploads: options.uploads ?? null,
    writes: { ...(options.writes ?? { refusal: '这里没有开通上传和核定。', token: '' }), office },
    office,
    record: options.record ?? (() => undefined),
    decisions: options.decisions ?? noDecisions,
    replays: options.replays ? createReplays(warehouse, options.replays, log) : null,
    comparisons: createComparisons(warehouse, options.comparisons ?? null, log),
    forms: options.forms ?? (async () => []),
    templates: options.templates ?? null,
    briefs: options.briefs ?? null,
    program: options.program ?? null,
    namedWarehouse: options.namedWarehouse ?? null,
    notices: options.notices ?? (() => Promise.reject(new Error('nobody said where'))),
    guide: options.guide ?? null,
    scenarios: options.scenarios ?? null,
    retention: options.retention ?? null,
    alerts: options.alerts ?? null,
    pictures: createPictures(options.font),
    seals: options.seals ?? null,
    examine: options.examine ?? (() => examine({ warehouse: options.warehouse.folder, ...nothingSaid })),
    entering: options.entering ?? null,
    packer: options.packer ?? null,
    pages: options.pages ?? null,
    log,
  };
  const onRecord = createPapers(api);
  api.alerts?.takePapers?.(() => papersNow(onRecord));
  const app = Fastify({
    logger: options.logger
      ? { base: null, timestamp: () => `,"time":"${new Date().toISOString()}"`, stream: options.logger }
      : false,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newRequestId,
    rewriteUrl: addressOf,
    // Whoever is connected when the server is told to stop is still answered, in words.
    return503OnClosing: false,
    bodyLimit: 64 * 1024,
    trustProxy: office?.isBehindProxy ? office.isProxy : false,
    routerOptions: { querystringParser: readQuerystring, maxParamLength: 400 },
    ajv: {
      customOptions: {
        coerceTypes: 'array',
        removeAdditional: false,
        allErrors: false,
        useDefaults: true,
        verbose: true,
      },
    },
    schemaController: { compilersFactory: { buildValidator: whenAsked } },
    frameworkErrors: answerFrameworkError(warehouse),
    clientErrorHandler: answerClientError,
    ...(options.serverFactory ? { serverFactory: options.serverFactory } : {}),
  });
  app.addHook('onClose', async () => {
    api.replays?.close();
    api.comparisons.close();
  });
  // Only uploads and decisions read a body here; the pages read theirs themselves.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  // In an office anybody may be told: where the data lie is not for all.
  answerErrors(app, log, {
    typing: { program: api.program, warehouse: office ? null : api.namedWarehouse },
    isOffice: office !== null,
  });
  const shield = () => guard(app, warehouse, { allowsHost: options.allowsHost ?? (() => true), office });
  // An office lets nobody past its door; on one seat what is kept was let past it when it was made, by the same name.
  if (office) shield();
  measure(app, api);
  recordUse(app, api, options.now);
  if (options.forward) keepForward(app, options.forward);
  if (options.isAcross === true) leadToProvinces(app, api);
  answerKept(app, api);
  compressAnswers(app);
  if (!office) shield();
  keepGate(app, api);
  leadToMoment(app, api, options.now);
  guardWrites(app, api.writes);
  allowLenience(app);
  answerAnyTag(app);
  serveOpenApi(app, api);
  for (const routes of [
    health,
    ready,
    session,
    account,
    accounts,
    alerts,
    metrics,
    filters,
    query,
    explain,
    dashboards,
    dashboardBooks,
    begin,
    briefs,
    briefDocument,
    projects,
    published,
    personal,
    audit,
    moments,
    matters,
    findings,
    guide,
    decisions,
    entering,
    compliance,
    changes,
    projectChanges,
    notices,
    ledger,
    loads,
    fileRows,
    reconciliation,
    repeats,
    scenarios,
    receipts,
    record,
    marked,
    packages,
    sources,
    filledForms,
    turnedAway,
    uploads,
    versions,
    ...(options.isAcross === true ? [provinces] : []),
  ]) {
    await app.register(async (scope) => routes(scope, api), { prefix: '/api' });
  }
  feeds(app, api);
  await app.register(async (scope) => papers(scope, api, onRecord), { prefix: '/api' });
  await app.register(async (scope) => revisions(scope, api, onRecord), { prefix: '/api' });
  servePages(app, api, options.pages);
  return app;
}
