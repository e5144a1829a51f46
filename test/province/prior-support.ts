import type { Money, Project } from './project.ts';
import type { Province } from './province.ts';
import { random } from './random.ts';
import { projectName } from './scenes.ts';

export interface PriorSupport {
  code: string;
  name: string;
  level: string;
  year: number;
  amount: Money;
  document: string;
}

/** The same project once more, or nearly: by whom it was supported, and under which name. */
const CASES: Readonly<Record<string, { level: string; name?: string }>> = {
  '370300/7': { level: '市级' },
  '370400/4': { level: '省级' },
  '370900/4': { level: '中央' },
  '371400/4': { level: '省级', name: '面向纺织服装行业的质量追溯工具项目（示例）' },
};

/** What the ledger says of a project's lead: for most nothing, for some another project. */
export function priorSupportOf(province: Province, { batch, city, serial, lead, name }: Project): PriorSupport[] {
  if (!batch.hasAnnexTasks) return [];
  const draw = random(province.seed, 'prior', batch.id, city.code, serial);
  const known = CASES[`${city.code}/${serial}`];
  if (!known && !draw.chance(0.06)) return [];
  const level = known?.level ?? draw.weighted({ 中央: 10, 省级: 25, 市级: 45, 县级: 20 });
  const year = draw.whole(2019, 2024);
  return [
    {
      code: lead.code,
      name: known ? (known.name ?? name) : projectName(draw.pick(['1', '2', '3', '6']), draw),
      level,
      year,
      amount: draw.whole(20, 260) * 100,
      document: `示例财补〔${year}〕${draw.whole(1, 90)}号`,
    },
  ];
}
