import { day, moment } from './calendar.ts';
import type { Fate, Project } from './project.ts';
import type { Kind } from './tasks.ts';

/** An organisation set apart for stories: its number among the reserved ones, and what must be true of it. */
export interface Cast {
  kind: Kind;
  nth: number;
  ownership?: string;
  group?: string;
  /** The division in its credit code. */
  division?: string;
  /** Of another city. */
  from?: string;
}

/** A case that must be there whatever is drawn. It happens if the province is large enough to have the project. */
export interface Story {
  batch: string;
  city: string;
  serial: number;
  lead?: Cast;
  partners?: readonly Cast[];
  task?: string;
  name?: string;
  county?: string;
  isSubsidiary?: boolean;
  hasLetter?: boolean;
  change?: Partial<Pick<Project, 'construction' | 'start' | 'end' | 'site' | 'planned' | 'typed' | 'firstSent'>>;
  fate?: Fate;
}

export const RESERVED = 20;

const maker = (nth: number, more: Partial<Cast> = {}): Cast => ({
  kind: '制造业企业',
  nth,
  ownership: '民营',
  ...more,
});
const provider = (nth: number, more: Partial<Cast> = {}): Cast => ({ kind: '服务商', nth, ownership: '民营', ...more });
const listed: Fate = { entry: '候选', review: '揭榜' };
const supported: Fate = { ...listed, ending: '通过', money: '全额' };
const in2025 = (city: string, serial: number, rest: Omit<Story, 'batch' | 'city' | 'serial'>): Story => ({
  batch: '2025',
  city,
  serial,
  ...rest,
});

const LIMITS: readonly Story[] = [
  // One provider in four projects of its city (leading two, joining two), one in exactly three.
  in2025('370100', 1, { lead: provider(0), task: '5', fate: { entry: '候选' } }),
  in2025('370100', 2, { lead: provider(0), task: '1', fate: { entry: '候选' } }),
  in2025('370100', 3, { lead: maker(0), partners: [provider(0)], task: '2', fate: { entry: '候选' } }),
  in2025('370100', 4, { lead: maker(1), partners: [provider(0), provider(1)], task: '1', fate: { entry: '候选' } }),
  in2025('370200', 1, { lead: provider(0), task: '5', fate: { entry: '候选' } }),
  in2025('370200', 2, { lead: provider(0), task: '4', fate: { entry: '候选' } }),
  in2025('370200', 3, { lead: maker(0), partners: [provider(0)], task: '3', fate: { entry: '候选' } }),
  // Still building a project of 2024, and here again.
  { batch: '2024-2', city: '370600', serial: 1, lead: maker(0), fate: { ...listed, ending: '未验收' } },
  in2025('370600', 3, { lead: maker(0), task: '3', fate: { entry: '候选' } }),
  { batch: '2024-1', city: '370700', serial: 1, lead: provider(0), fate: { ...listed, ending: '延期' } },
  in2025('370700', 1, { lead: provider(0), task: '5', fate: { entry: '候选' } }),
  in2025('370700', 2, { lead: provider(0), task: '2', fate: { entry: '候选' } }),
  in2025('370700', 3, { lead: maker(0), partners: [provider(0)], task: '1', fate: { entry: '候选' } }),
  // One group leads six projects, another five: in as many cities.
  ...['370300', '370500', '370800', '370900', '371300', '371600'].map((city) =>
    in2025(city, 1, {
      lead: maker(0, { ownership: '省属国企', group: '示例六合省属控股集团', division: '370000' }),
      isSubsidiary: true,
      hasLetter: true,
      fate: { entry: '候选' },
    })
  ),
  ...['370100', '370200', '370600', '370800', '371000'].map((city, i) =>
    in2025(city, 7 + i, {
      lead: maker(2, { ownership: '中央驻鲁企业', group: '示例五岳中字头集团' }),
      isSubsidiary: true,
      hasLetter: i !== 3,
      fate: { entry: '候选' },
    })
  ),
];

const FORM: readonly Story[] = [
  in2025('370100', 5, { county: '市中区' }),
  in2025('370400', 2, { county: '市中区' }),
  in2025('370100', 6, { lead: maker(3, { division: '371202' }), county: '莱芜区' }),
  in2025('370200', 4, { lead: maker(4, { from: '370100' }), county: '城阳区', fate: { entry: '候选' } }),
  in2025('370300', 4, {
    change: { start: day('2025-01-10'), end: day('2025-12-31') },
    task: '2',
    fate: { entry: '候选' },
  }),
  in2025('370300', 5, {
    change: { start: day('2025-02-05'), end: day('2026-02-04') },
    task: '1',
    fate: { entry: '候选' },
  }),
  in2025('370700', 5, {
    change: { start: day('2025-02-06'), end: day('2026-03-31') },
    task: '3',
    fate: { entry: '候选' },
  }),
  in2025('370800', 3, {
    change: { start: day('2025-07-01'), end: day('2026-06-30') },
    task: '1',
    fate: { entry: '候选' },
  }),
  in2025('371400', 3, { change: { site: '河北省沧州市示例路9号' }, task: '2', fate: { entry: '候选' } }),
  in2025('371500', 3, {
    change: { site: '山东省聊城市、河南省濮阳市示例路各一处' },
    task: '6',
    fate: { entry: '候选' },
  }),
  in2025('370900', 3, { change: { construction: '已建成' }, task: '3', fate: { entry: '候选' } }),
  in2025('370500', 3, { change: { construction: '新建' }, task: '9', fate: { entry: '候选' } }),
];

const CLOCK: readonly Story[] = [
  in2025('371300', 3, { fate: { entry: '候选', submittedAt: moment('2025-04-24 17:00:00') } }),
  in2025('371100', 2, { fate: { entry: '候选', submittedAt: moment('2025-04-24 17:00:01') } }),
  in2025('371300', 4, { fate: { entry: '未推荐', submittedAt: moment('2025-04-24 21:36:40') } }),
  in2025('371600', 2, { task: '1', fate: { entry: '候选', isCountySkipped: true } }),
  in2025('371500', 2, { task: '2', fate: { entry: '候选', recommendedAt: moment('2025-04-25 17:21:08') } }),
  in2025('371500', 4, { task: '3', fate: { entry: '候选', recommendedAt: moment('2025-04-25 17:00:00') } }),
  in2025('371000', 2, { task: '1', fate: { entry: '候选', takenBack: '撤回' } }),
  in2025('370500', 4, { task: '2', fate: { entry: '候选', takenBack: '省退回' } }),
];

const MONEY: readonly Story[] = [
  // 链式转型: six supported, one more than may be. 载体赋能: four.
  ...(['370200', '370300', '370600', '370700', '370800', '371000'] as const).map((city, i) =>
    in2025(city, 13 + (i % 2), { lead: maker(6), task: i % 2 === 0 ? '8' : '7', fate: supported })
  ),
  ...['370100', '370200', '370600', '371300'].map((city) =>
    in2025(city, 15, { lead: { kind: '载体承建单位', nth: 0, ownership: '市属国企' }, task: '9', fate: supported })
  ),
  in2025('370700', 6, { lead: maker(1), task: '3', fate: { ...listed, ending: '整改', money: '违规' } }),
  { batch: '2024-1', city: '370100', serial: 3, fate: { ...listed, ending: '通过', money: '收回' } },
  // The same project again, under the same name: money once from the province, once from its city.
  { batch: '2024-1', city: '370300', serial: 2, lead: maker(1), name: '铸造行业智能工厂项目（示例）', fate: supported },
  in2025('370300', 7, { lead: maker(1), name: '铸造行业智能工厂项目（示例）', task: '3', fate: { entry: '候选' } }),
  in2025('370400', 4, {
    lead: maker(0),
    name: '建材产线能效优化与余热调度系统项目（示例）',
    task: '2',
    fate: { entry: '候选' },
  }),
  in2025('371400', 4, {
    lead: maker(0),
    name: '面向纺织服装行业的质量追溯平台项目（示例）',
    task: '5',
    fate: { entry: '候选' },
  }),
  in2025('370900', 4, {
    lead: maker(1),
    name: '有色金属智能车间5G专网与数据采集项目（示例）',
    task: '3',
    fate: { entry: '候选' },
  }),
];

const CHECKED: readonly Story[] = [
  ['370100', 12],
  ['370200', 10],
  ['370200', 11],
  ['370600', 11],
  ['370700', 8],
  ['370700', 9],
  ['370800', 8],
  ['370800', 11],
  ['371300', 8],
  ['371300', 9],
  ['371000', 4],
].map(([city, serial]) =>
  in2025(String(city), Number(serial), { lead: maker(9 + (Number(serial) % 2)), fate: { entry: '候选' } })
);

/** Mistakes as clerks make them; see also faults.ts. */
const TYPED: readonly Story[] = [
  in2025('370900', 6, { change: { typed: { '县（市、区）': '示例新区' } }, fate: { entry: '填报' } }),
  in2025('371700', 3, { change: { typed: { 实施期内计划投资: '约500' } } }),
  in2025('370600', 5, { change: { planned: 64_000, firstSent: { planned: 46_000 } }, task: '1' }),
  in2025('370600', 6, { county: '福山区', change: { firstSent: { county: { code: '370602', name: '芝罘区' } } } }),
];

const ALL = new Map<string, Story>();
for (const story of [...LIMITS, ...FORM, ...CLOCK, ...MONEY, ...CHECKED, ...TYPED]) {
  const key = `${story.batch}/${story.city}/${story.serial}`;
  if (ALL.has(key)) throw new Error(`test/province/stories.ts: two stories for ${key}`);
  ALL.set(key, story);
}

/** The story of a project, if it has one. */
export function storyOf(batch: string, city: string, serial: number): Story | null {
  return ALL.get(`${batch}/${city}/${serial}`) ?? null;
}
