import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askedOf } from '#lib/asked.ts';
import type { Filter } from '#lib/filters/filters.ts';
import type { Brief, NamedBrief, NamedDashboard, Table } from '#spec';
import { findBrowser, printPage } from '#environment/browser.ts';
import type { BriefAs, MadeBrief } from './made-brief.ts';
import { serve } from './serve.ts';

/**
 * Makes a page as a reader sees it: by the door of pages, which knows nobody but that reader while it is open, and
 * answers to a name that nobody else on this machine knows.
 */
export async function makeBriefAs({ warehouse, reader, page, format }: BriefAs): Promise<MadeBrief> {
  const name = `${randomBytes(16).toString('hex')}.localhost`;
  const server = await serve({ warehouse, port: 0, host: '127.0.0.1', isQuiet: true, as: { reader, name } });
  try {
    const { port } = new URL(server.address);
    const ask = <T>(path: string) => askJson<T>({ port, host: `${name}:${port}` }, path);
    const found = await partsOf(ask, page);
    const pinned = new URL(page, 'http://site.invalid');
    pinned.searchParams.set('version', found.version);
    const printed =
      format === 'link'
        ? { pdf: null, noPdf: null }
        : await print(`http://${name}:${port}${pinned.pathname}${pinned.search}`).then(
            (pdf) => ({ pdf, noPdf: null }),
            (error: Error) => ({ pdf: null, noPdf: error.message })
          );
    return { ...found, ...printed };
  } finally {
    await server.close();
  }
}

type Ask = <T>(path: string) => Promise<{ answer: T } | { refused: string }>;

async function partsOf(ask: Ask, page: string): Promise<Omit<MadeBrief, 'pdf' | 'noPdf'>> {
  const { pathname, searchParams } = new URL(page, 'http://site.invalid');
  const { version } = needed(await ask<{ version: string }>('/api/health'));
  const said = new URLSearchParams([...searchParams].filter(([name]) => !ofBriefs.includes(name)));
  // As the page is asked that is printed: with what is current, where its address does not say it.
  const filters = askedOf(said, needed(await ask<Filter[]>(`/api/filters?version=${encodeURIComponent(version)}`)));
  filters.set('version', version);
  const dashboards = needed(await ask<NamedDashboard[]>('/api/dashboards'));
  const { title, figures, hasNumbers } = await (pathname === '/brief' ? ofBrief() : ofDashboard());
  const parts: MadeBrief['parts'] = [];
  const failed: MadeBrief['failed'] = [];
  let isSaying = false;
  for (const { dashboard, panel } of figures) {
    const called = dashboards.find(({ name }) => name === dashboard)?.panels[panel]?.title ?? `${dashboard}/${panel}`;
    const table = await ask<Table>(`/api/dashboards/${dashboard}/${panel}.json?${filters}`);
    if ('refused' in table) failed.push({ title: called, reason: table.refused });
    else {
      parts.push({ title: called, rows: table.answer.rows.length });
      isSaying ||= saysSomething(table.answer);
    }
  }
  const isEmpty = failed.length === 0 && !hasNumbers && !isSaying;
  return { title, version, parts, failed, isEmpty };

  async function ofBrief() {
    const briefs = needed(await ask<NamedBrief[]>('/api/briefs'));
    const sound = briefs.filter(({ faults }) => faults.length === 0);
    const wanted = searchParams.get('name');
    const named = wanted === null ? sound[0] : sound.find(({ name }) => name === wanted);
    if (named === undefined) throw new Error(`没有简报 ${wanted ?? ''}`);
    const sections = searchParams.getAll('section').map((each) => ['section', each]);
    const query = new URLSearchParams([...filters, ...sections] as [string, string][]);
    const brief = needed(await ask<Brief>(`/api/briefs/${encodeURIComponent(named.name)}?${query}`));
    const own = brief.sections.flatMap(({ blocks }) =>
      blocks.flatMap((each) => (each.kind === 'figure' ? [each] : []))
    );
    const more = searchParams.getAll('panel').map((each) => {
      const [dashboard = '', panel = ''] = each.split('/');
      return { dashboard, panel };
    });
    const numbers = brief.figures.rows.flatMap((row) => Object.values(row));
    return { title: brief.title, figures: [...own, ...more], hasNumbers: numbers.some((value) => Number(value) !== 0) };
  }

  async function ofDashboard() {
    const asked = pathname === '/' ? dashboards[0] : dashboards.find(({ name }) => `/${name}` === pathname);
    if (asked === undefined) throw new Error(`没有页面 ${pathname}`);
    const figures = Object.keys(asked.panels).map((panel) => ({ dashboard: asked.name, panel }));
    return { title: asked.title, figures, hasNumbers: false };
  }
}

/**
 * Whether there is something to be read in a table: a row, and of numbers one that is not 0. Where all are unknown,
 * that is something: it is not 0.
 */
function saysSomething({ rows, columns }: Pick<Table, 'rows' | 'columns'>): boolean {
  const numbers = columns.filter(({ type }) => type === 'number').map(({ name }) => name);
  const told = rows.flatMap((row) => numbers.map((name) => row[name] ?? null));
  if (rows.length === 0 || told.length === 0) return rows.length > 0;
  return told.some((value) => value !== null && Number(value) !== 0) || told.every((value) => value === null);
}

/** What of an address chooses parts, and filters nothing. */
const ofBriefs = ['name', 'section', 'panel', 'version', 'at'];

function needed<T>(asked: { answer: T } | { refused: string }): T {
  if ('refused' in asked) throw new Error(asked.refused);
  return asked.answer;
}

function askJson<T>(
  { port, host }: { port: string; host: string },
  path: string
): Promise<{ answer: T } | { refused: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path, headers: { host, accept: 'application/json' } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const said = JSON.parse(Buffer.concat(chunks).toString('utf8')) as T & { error?: { message: string } };
          if (answer.statusCode === 200) resolve({ answer: said });
          else resolve({ refused: said.error?.message ?? `没有回答（${answer.statusCode ?? 0}）` });
        });
      }
    );
    asked.on('error', reject);
    asked.end();
  });
}

async function print(address: string): Promise<Uint8Array> {
  const browser = findBrowser();
  const folder = await mkdtemp(join(tmpdir(), 'baijing-brief-'));
  try {
    const file = join(folder, 'brief.pdf');
    await printPage(browser, address, file);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
