import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Refusal, type NamedBrief } from '#spec';
import { findBrowser, printPage } from '#environment/browser.ts';
import { serve, type Served } from '#server/serve.ts';

export interface BriefOptions {
  warehouse: string;
  /** Which of the reports; null: the first that holds. */
  name: string | null;
  version: string | null;
  filters: Readonly<Record<string, readonly string[]>>;
  sections: readonly string[];
  /** Figures besides, as quota/by-city. */
  panels: readonly string[];
  out: string;
}

/** The reports that there are. */
export const briefsOf = (warehouse: string): Promise<NamedBrief[]> =>
  served(warehouse, async ({ address }) => (await (await asked(`${address}/api/briefs`)).json()) as NamedBrief[]);

export const reportBriefs = (briefs: readonly NamedBrief[]): string[] => [
  ...briefs.map(({ name, sections, faults }) =>
    faults.length > 0 ? `${name}　写得不对：${faults[0]?.message ?? ''}` : `${name}　${sections.join('；')}`
  ),
  `共 ${briefs.length} 份。存成 PDF 或 Word 文档：npm run brief -- ${briefs[0]?.name ?? '简报'} --out 简报.pdf（或 简报.docx）`,
];

/**
 * Writes a report into a new file: a .docx to be written on, or a PDF by the browser of this machine, as its page is
 * printed. A file that is there is never written over.
 */
export async function writeBrief({
  warehouse,
  out,
  ...asks
}: BriefOptions): Promise<{ file: string; pages: number | null }> {
  const isDocx = /\.docx$/i.test(out);
  const browser = isDocx ? null : findBrowser();
  const file = resolve(out);
  if (existsSync(file)) throw new Error(`文件已经有了，没有覆盖：${file}`);
  return served(warehouse, async ({ address }) => {
    if (browser === null) {
      // Nobody is served at this address afterwards: no number leads there.
      const answer = await asked(`${address}/brief/report.docx?${addressOf(asks)}&base=`, { accept: 'text/html' });
      await writeFile(file, Buffer.from(await answer.arrayBuffer()), { flag: 'wx' });
      return { file, pages: null };
    }
    const page = `${address}/brief?${addressOf(asks)}`;
    // What cannot be asked is refused before anything is written.
    await asked(page, { accept: 'text/html' });
    try {
      await printPage(browser, page, file);
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
    const pages = (await readFile(file, 'latin1')).match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    return { file, pages };
  });
}

function addressOf({ name, version, filters, sections, panels }: Omit<BriefOptions, 'warehouse' | 'out'>) {
  return new URLSearchParams([
    ...(name === null ? [] : [['name', name]]),
    ...(version === null ? [] : [['version', version]]),
    ...Object.entries(filters).flatMap(([filter, values]) => values.map((value) => [filter, value])),
    ...sections.map((section) => ['section', section]),
    ...panels.map((panel) => ['panel', panel]),
  ]);
}

/** An answer, or why there is none, in the words of the server. */
async function asked(url: string, headers: Record<string, string> = {}): Promise<Response> {
  const answer = await fetch(url, { headers });
  if (answer.ok) return answer;
  const text = await answer.text();
  const [, said] = /<h1[^>]*>[\s\S]*?<p[^>]*>([^<]*)</.exec(text) ?? [];
  throw new Refusal(answer.status, 'brief', `简报没有合成（${answer.status}）：${said?.trim() || text.slice(0, 300)}`);
}

/** Does something with this program served to this machine alone, on a free port. */
async function served<T>(warehouse: string, work: (server: Served) => Promise<T>): Promise<T> {
  const server = await serve({ warehouse, port: 0, host: '127.0.0.1', isQuiet: true });
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}
