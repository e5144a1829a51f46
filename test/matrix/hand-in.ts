import { setTimeout } from 'node:timers/promises';
import type { DeedOptions } from './deed-options.ts';
import type { Opened, Told } from './open.ts';
import { nowhere } from './pools.ts';
import { askers, type Asker } from './readers.ts';
import { foundIn, type Found, type Probe } from './walk.ts';

const header =
  '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,县（市、区）,项目总投资(万元),找谁,实施期止,联系人';
/** Whom to call, in a column that nobody knows and in a cell that cannot be read. */
const [telephone, unread] = ['13912345678', '13912345679'];
const row = (id: string, city: string, county = ''): string =>
  `${id},2025,交来的项目,1,91370100MA3C000001,交来的公司,服务商,民营,${city},${county},100,王某 ${telephone},问 ${unread},李某某①`;

type Json = Record<string, unknown>;

/** Somebody hands in a file: with rows of others, under the name of another's; and meets the file of another. */
export const handInOf = (asker: Asker, options: DeedOptions): Probe[] => [
  ownOf(asker, { ...options, isLong: false }),
  againOf(asker, options),
  othersOf(asker, options),
  ...(options.isLong ? [ownOf(asker, options)] : []),
];

/** A file of their own, handed in again with less in it: rows that go and that come are shown without whom to call. */
const againOf = (asker: Asker, { scan, seat }: DeedOptions): Probe => ({
  door: 'POST /api/uploads',
  asker,
  address: 'the own file again, with one row',
  async ask(now): Promise<Found> {
    const [city = ''] = asker.scope.city ?? [];
    const file = await fileOf(now, seat, city);
    if (file === undefined) return all([], []);
    const line = row('SL2025-3701-8001', city).replace('交来的项目', `交来的项目，找${telephone}`);
    const { id } = JSON.parse(String((await handIn(now, asker, file, [line])).body)) as { id: string };
    const told = await ended(now, asker, id, 'preview');
    const { replacements } = (JSON.parse(String(told.body)) as { preview: { result: { replacements: unknown } } })
      .preview.result;
    await now.ask(asker, `/api/uploads/${id}`, { method: 'DELETE' });
    const phones = JSON.stringify(replacements).match(/(?<!\d)1[3-9]\d{9}(?!\d)/g) ?? [];
    return all(
      [foundIn(asker, '/api/uploads/{id}', told, { scan, written: file, isDeed: true })],
      phones.slice(0, 1).map((phone) => `whom to call, in a row that goes or comes: ${phone}`)
    );
  },
});

/** Their own file: rows of others are refused one by one, no file of another is replaced, nothing of others is told. */
function ownOf(asker: Asker, options: DeedOptions): Probe {
  return {
    door: 'POST /api/uploads',
    asker,
    address: `a file with rows of others${options.isLong ? ', tried' : ''}`,
    async ask(now): Promise<Found> {
      const [city = ''] = asker.scope.city ?? [];
      const [county = ''] = asker.scope.county ?? [];
      const stranger = city === '青岛市' ? '济南市' : '青岛市';
      const file = (await fileOf(now, options.seat, stranger)) ?? '项目基本信息表.csv';
      const taken = (await projectOf(now, options.seat, stranger)) ?? nowhere.project;
      const lines = [
        row('SL2025-3701-8001', city, county),
        row('SL2025-3702-8002', stranger),
        row(taken, city, county),
      ];
      const kept = await handIn(now, asker, file, lines);
      const looked = [kept];
      const { id, files: sent } = sentAs(kept);
      looked.push(await ended(now, asker, id, 'preview'));
      const copy = await now.ask(asker, `/api/uploads/${id}/files/${sent[0]!.sha256}/marked.xlsx`);
      looked.push(copy);
      let tried: unknown = null;
      const sums: string[] = [];
      if (options.isLong) {
        looked.push(await now.ask(asker, `/api/uploads/${id}/dry-run`, { method: 'POST' }));
        looked.push(await ended(now, asker, id, 'dryRun'));
        const { dryRun } = JSON.parse(String(looked.at(-1)!.body)) as { dryRun: { id: string; result: Json | null } };
        if (dryRun.result === null) throw new Error(`${asker.name}: the dry run failed`);
        tried = dryRun.result.defects;
        const { files } = dryRun.result as { files: unknown[] };
        if (files.length === 0) sums.push('a trial in the place of a file of another');
        sums.push(...(await sumsOfOthers(now, asker, dryRun.result)));
        looked.push(await now.ask(asker, `/api/jobs/${dryRun.id}`));
      }
      looked.push(await now.ask(asker, '/api/uploads'));
      const told = JSON.parse(String(looked[1]!.body)) as { files: { replaces: string | null }[]; preview: Json };
      looked.push(await now.ask(asker, `/api/uploads/${id}`, { method: 'DELETE' }));
      const { defects, sheets: rowsTold } = told.preview.result as {
        defects: { check: string; row: number }[];
        sheets: unknown;
      };
      const refused = new Set(defects.flatMap(({ check, row: at }) => (check === 'not_own' ? [at] : [])));
      const wrong = [
        ...sums,
        ...(refused.has(3) ? [] : ['a row of another city was taken']),
        ...(copy.status === 200 ? [] : [`no marked copy of the own file: ${copy.status}`]),
        ...(JSON.stringify(rowsTold).includes(telephone) ? [`whom to call, in a column that nobody knows`] : []),
        ...[JSON.stringify(defects), JSON.stringify(tried)].flatMap((said) => [
          ...(said.includes('李某某') ? ['who is called, in words about their cell'] : []),
          ...(said.includes(unread) ? ['whom to call, in a cell that cannot be read'] : []),
        ]),
        ...(told.files.some(({ replaces }) => replaces !== null) ? [`the file of another is replaced: ${file}`] : []),
      ];
      const found = looked.map((answer) =>
        foundIn(asker, '/api/uploads/{id}', answer, { scan: options.scan, written: `${file} ${taken}`, isDeed: true })
      );
      return all(found, wrong);
    },
  };
}

/** What a trial says of all is of their own: as many projects before as they are told of without one. */
async function sumsOfOthers(now: Opened, asker: Asker, { changes }: Json): Promise<string[]> {
  const { headline } = changes as { headline: { metric: string; said: { from: string | null } }[] };
  const before = headline.find(({ metric }) => metric === 'projects')?.said.from;
  const { body } = await now.ask(asker, '/api/query?metrics=projects');
  const [row] = (JSON.parse(String(body)) as { rows: { projects: unknown }[] }).rows;
  return Number(before) === Number(row?.projects) ? [] : [`a trial of ${before} projects, of ${String(row?.projects)}`];
}

/** The file of another: not there, not to be tried, loaded, chosen about or called off, and its tasks neither. */
function othersOf(asker: Asker, { scan }: DeedOptions): Probe {
  const other = askers.find(({ account }) => account === (asker.scope.city?.includes('青岛市') ? 'jinan' : 'qingdao'))!;
  return {
    door: 'POST /api/uploads/{id}/load',
    asker,
    address: 'the upload of another city',
    async ask(now): Promise<Found> {
      const [city = ''] = other.scope.city ?? [];
      const kept = await handIn(now, other, '别人的表.csv', [row('SL2025-3702-8003', city)]);
      const { id, files: sent } = sentAs(kept);
      const { preview } = JSON.parse(String((await ended(now, other, id, 'preview')).body)) as {
        preview: { id: string };
      };
      const deeds = [
        ['GET', '/api/uploads/*'],
        ['GET', `/api/uploads/*/files/${sent[0]!.sha256}/marked.xlsx`],
        ['POST', '/api/uploads/*/dry-run'],
        ['POST', '/api/uploads/*/load'],
        ['POST', `/api/uploads/*/choices/another?file=${encodeURIComponent('别人的表.csv')}`],
        ['DELETE', '/api/uploads/*'],
        ['POST', '/api/uploads/*/cancel'],
        ['GET', '/api/jobs/*'],
        ['DELETE', '/api/jobs/*'],
      ] as const;
      const [wrong, found] = [[] as string[], [] as Found[]];
      for (const [method, path] of deeds) {
        const there = path.includes('jobs') ? preview.id : id;
        const [one, none] = [
          await now.ask(asker, path.replace('*', there), { method }),
          await now.ask(asker, path.replace('*', nowhere.upload), { method }),
        ];
        found.push(foundIn(asker, '/api/uploads/{id}', one, { scan, written: '', isDeed: true }));
        const [said, absent] = [one, none].map(({ status, body }) => `${status} ${String(body)}`);
        if (said !== absent) wrong.push(`${method} ${path}: ${said?.slice(0, 120)} ≠ ${absent?.slice(0, 120)}`);
      }
      const list = await now.ask(asker, '/api/uploads');
      const [job, nothing] = [preview.id, nowhere.upload];
      if (String(list.body).includes(id)) wrong.push('the upload of another is listed');
      const { status } = await now.ask(other, `/api/uploads/${id}`, { method: 'DELETE' });
      // Of an upload that is gone its tasks are left.
      const [one, none] = [await now.ask(asker, `/api/jobs/${job}`), await now.ask(asker, `/api/jobs/${nothing}`)];
      if (String(one.body) !== String(none.body))
        wrong.push(`the task of what is gone: ${String(one.body).slice(0, 120)}`);
      if (status !== 200) wrong.push(`it was gone for who handed it in: ${status}`);
      return all(found, wrong);
    },
  };
}

const all = (found: readonly Found[], wrong: readonly string[]): Found => ({
  isAnswered: true,
  leaks: [...wrong, ...found.flatMap(({ leaks }) => leaks)],
  mine: found.flatMap(({ mine }) => mine),
  foreign: found.flatMap(({ foreign }) => foreign),
  told: null,
});

const sentAs = ({ body }: Told) => JSON.parse(String(body)) as { id: string; files: { sha256: string }[] };

async function handIn(now: Opened, asker: Asker, name: string, lines: readonly string[]): Promise<Told> {
  const bound = 'bound-of-the-matrix';
  const said = `content-disposition: form-data; name="files"; filename="${name}"\r\ncontent-type: text/csv`;
  const payload = `--${bound}\r\n${said}\r\n\r\n${[header, ...lines].join('\r\n')}\r\n\r\n--${bound}--\r\n`;
  const headers = { 'content-type': `multipart/form-data; boundary=${bound}` };
  const answer = await now.ask(asker, '/api/uploads', { method: 'POST', headers, payload: Buffer.from(payload) });
  if (answer.status !== 201) throw new Error(`${asker.name} cannot hand in: ${String(answer.body)}`);
  return answer;
}

/** What an upload says when a task of it has ended. */
async function ended(now: Opened, asker: Asker, id: string, task: 'preview' | 'dryRun'): Promise<Told> {
  for (;;) {
    const answer = await now.ask(asker, `/api/uploads/${id}`);
    if (answer.status !== 200) throw new Error(`${asker.name} does not see what they handed in: ${answer.status}`);
    const job = (JSON.parse(String(answer.body)) as Record<string, { state: string } | null>)[task];
    if (job && !['queued', 'running'].includes(job.state)) return answer;
    await setTimeout(50);
  }
}

async function fileOf(now: Opened, seat: Asker, city: string): Promise<string | undefined> {
  const { files } = JSON.parse(String((await now.ask(seat, `/api/loads/${now.version}`)).body)) as {
    files: { file: string; owner?: { scope: { city?: string[] } } }[];
  };
  return files
    .find(({ owner }) => owner?.scope.city?.includes(city))
    ?.file.split('/')
    .at(-1);
}

async function projectOf(now: Opened, seat: Asker, city: string): Promise<string | undefined> {
  const { body } = await now.ask(seat, `/api/projects?limit=1&city=${encodeURIComponent(city)}`);
  return (JSON.parse(String(body)) as { rows: { project_id: string }[] }).rows[0]?.project_id;
}
