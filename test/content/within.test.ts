import { expect, test } from 'vitest';
import { faultsAfter, type Change } from './changed.ts';

const measures = 'pipelines/lifecycle/measures.sql';
const metrics = 'pipelines/metrics';

test('what a metric says of its parts is held against how they are worked out', async () => {
  const changes: Change[] = [
    // Nothing says any more that who is accepted is concluded: of what is loaded nothing is asked.
    { file: measures, from: '(is_concluded and is_accepted)::integer', to: 'is_accepted::integer' },
    { file: measures, from: '(is_due and is_concluded)::integer', to: '(is_due or is_concluded)::integer' },
    { file: `${metrics}/termination_rate.sql`, from: '-- within: yes\n', to: '' },
    { file: `${metrics}/quota_remaining.sql`, from: '-- definition', to: '-- within: yes\n-- definition' },
    { file: `${metrics}/leverage.sql`, from: '-- definition', to: '-- within: yes\n-- definition' },
    { file: `${metrics}/recommendation_rate.sql`, from: 'within: yes', to: 'within: no' },
    { file: `${metrics}/conclusion_rate.sql`, from: 'concluded_unlisted', to: 'concluded_unlist' },
    { file: `${metrics}/days_to_pay.sql`, from: 'each: subsidies', to: 'each: subsidy' },
  ];
  const faults = await faultsAfter(changes);
  const of = (name: string, line: number, says: string) =>
    expect.stringContaining(`${metrics}/${name}.sql:${line} ${says}`);
  expect(faults).toEqual(
    expect.arrayContaining([
      of('acceptance_rate', 4, 'within 不成立：分子 accepted 不一定在分母 concluded 之内。'),
      of('on_time_rate', 4, 'within 不成立：分子 due_concluded 不一定在分母 due 之内。'),
      of('termination_rate', 1, '分子 terminated_listed 总在分母 listed 之内，要写一行“-- within: yes”。'),
      of('quota_remaining', 3, 'within 只写在两个合计之比上'),
      of('leverage', 3, 'within 不成立：分子 verified_of_supported 不一定在分母 subsidy_of_verified 之内。'),
      of('recommendation_rate', 4, 'within 不能写“no”'),
      of('conclusion_rate', 5, 'outside 没有指标或度量“concluded_unlist”，最接近的是 concluded_unlisted。'),
      of('days_to_pay', 5, 'each 没有主题表“subsidy”'),
    ])
  );
});
