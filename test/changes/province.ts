import { random, type Random } from '../province/random.ts';

/** An invented handful of projects (示例), as tables of cells: small enough to load many times, and to change by hand. */
export interface Tables {
  applications: string[][];
  events: string[][];
  acceptances: string[][];
  subsidies: string[][];
  quotas: string[][];
}

const heads: Readonly<Record<keyof Tables, readonly [file: string, header: string]>> = {
  applications: [
    '项目基本信息表_2025.csv',
    '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,县（市、区）,建设性质,响应内容起始日期,实施期止,项目总投资（万元）,实施期内计划投资（万元）',
  ],
  events: ['流程记录_2025.csv', '项目编号,环节,时间'],
  acceptances: ['验收结果表_2025.csv', '项目编号,申请日期,验收日期,验收结论,申报实际投入（万元）,核定实际投入（万元）'],
  subsidies: [
    '奖补资金表_2026.csv',
    '项目编号,预算年度,下达文号,下达日期,下达金额（万元）,拨付日期,拨付金额（万元）,收回金额（万元）',
  ],
  quotas: ['各市推荐名额表_2025.csv', '批次,市,推荐名额'],
};

export const places = [
  ['济南市', '历下区'],
  ['青岛市', '黄岛区'],
  ['潍坊市', '奎文区'],
] as const;

export const idOf = (at: number): string => `SL2025-3701-${String(at).padStart(4, '0')}`;

/** A province of so many projects: the same seed, the same cells. */
export function drawn(seed: number, count = 9): Tables {
  const draw = random('changes', seed);
  const tables: Tables = { applications: [], events: [], acceptances: [], subsidies: [], quotas: [] };
  places.forEach(([city], at) => {
    if (at < 2 || draw.chance(0.5)) tables.quotas.push(['2025', city, String(draw.whole(1, 5))]);
  });
  for (let at = 1; at <= count; at += 1) addProject(tables, at, draw);
  return tables;
}

function addProject(tables: Tables, at: number, draw: Random): void {
  const id = idOf(at);
  const [city, county] = draw.pick(places);
  const plan = draw.whole(200, 900);
  const code = `91370100MA3X${String(at).padStart(5, '0')}X`;
  tables.applications.push([
    id,
    '2025',
    `示例项目${at}`,
    String(draw.whole(1, 9)),
    code,
    `示例单位${at}有限公司`,
    '制造业企业',
    '民营',
    city,
    county,
    '新建',
    '2025-03-01',
    '2026-02-28',
    String(plan + draw.whole(50, 300)),
    draw.chance(0.8) ? String(plan) : '',
  ]);
  tables.events.push([id, '提交', '2025-04-20 10:00']);
  if (draw.chance(0.85)) tables.events.push([id, '市推荐', '2025-04-24 09:00']);
  if (!draw.chance(0.75)) return;
  tables.events.push([id, '公布', '2025-06-10 10:00']);
  if (!draw.chance(0.7)) return;
  const result = draw.weighted({ 通过: 6, 不通过: 2, 整改: 2 });
  const verified = result === '整改' ? '' : String(plan - draw.whole(0, 120));
  tables.acceptances.push([id, '2026-04-02', '2026-04-20', result, String(plan + 20), verified]);
  if (result !== '通过' || !draw.chance(0.7)) return;
  const allocated = String(draw.whole(20, 120));
  tables.subsidies.push([
    id,
    '2026',
    '示财〔2026〕1号',
    '2026-05-20',
    allocated,
    draw.chance(0.6) ? '2026-06-05' : '',
    draw.chance(0.6) ? allocated : '',
    '',
  ]);
}

/** The kinds of change that clerks make, each to a copy. */
export const edits: Readonly<Record<string, (tables: Tables, draw: Random) => void>> = {
  amount: ({ acceptances }, draw) => set(pick(acceptances, draw), 5, String(draw.whole(100, 800))),
  moved: ({ applications }, draw) => {
    const row = pick(applications, draw);
    const [city, county] = draw.pick(places);
    set(row, 8, city);
    set(row, 9, county);
  },
  gone: (tables, draw) => {
    const [id = ''] = pick(tables.applications, draw) ?? [];
    for (const name of ['applications', 'events', 'acceptances', 'subsidies'] as const)
      tables[name] = tables[name].filter(([of]) => of !== id);
  },
  added: (tables, draw) => addProject(tables, 50 + draw.whole(0, 40), draw),
  withdrawn: ({ events, applications }, draw) => {
    const [id = ''] = pick(applications, draw) ?? [];
    events.push([id, '撤回', '2025-04-25 12:00']);
  },
  result: ({ acceptances }, draw) => set(pick(acceptances, draw), 3, draw.pick(['通过', '不通过', '整改'])),
  quota: ({ quotas }, draw) => set(pick(quotas, draw), 2, String(draw.whole(0, 6))),
  noQuota: (tables) => void tables.quotas.pop(),
  blank: ({ acceptances }, draw) => set(pick(acceptances, draw), 5, ''),
  recovered: ({ subsidies }, draw) => set(pick(subsidies, draw), 7, String(draw.whole(1, 20))),
  garbled: ({ applications }, draw) => set(pick(applications, draw), 13, '约九百'),
  shuffled: ({ applications }) => void applications.reverse(),
  respelled: ({ acceptances }, draw) => {
    const row = pick(acceptances, draw);
    set(row, 4, `${row?.[4] ?? ''}.00`);
  },
};

const pick = (rows: string[][], draw: Random): string[] | undefined =>
  rows.length === 0 ? undefined : draw.pick(rows);

function set(row: string[] | undefined, at: number, text: string): void {
  if (row !== undefined) row[at] = text;
}

/** A copy with some of these changes. */
export function edited(tables: Tables, names: readonly string[], draw: Random): Tables {
  const copy = structuredClone(tables);
  for (const name of names) edits[name]!(copy, draw);
  return copy;
}

/** The files of a province; tables without a row are not handed in. */
export const filesOf = (tables: Tables): Record<string, string> =>
  Object.fromEntries(
    (Object.keys(heads) as (keyof Tables)[])
      .filter((name) => tables[name].length > 0)
      .map((name) => {
        const [file, header] = heads[name];
        return [file, `\ufeff${[header, ...tables[name].map((row) => row.join(','))].join('\n')}\n`];
      })
  );
