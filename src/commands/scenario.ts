import { command, needDimensions } from './command.ts';
import { filled, flag, several, text, warehouse, type Option } from './options.ts';

/** What goes before what a rule says, in the order of an address; `--weights-of` is weights_of. */
const instead = [
  'on weights-of total floor ceiling method penalty',
  'base rate at-least cap budget control tail unit round leftover',
].flatMap((names) => names.split(' '));

/** The rules that are tried and what goes before them, by their names in an address. */
const asked: Option<[name: string, value: string][]> = {
  switches: () => Object.assign(several.switches('rule'), ...instead.map((name) => text.switches(name))),
  read: (said) => [
    ...several.read(said, 'rule').map((rule): [string, string] => ['rule', rule]),
    ...instead.flatMap((name): [string, string][] => {
      const value = text.read(said, name);
      return value === null ? [] : [[name.replaceAll('-', '_'), value]];
    }),
  ],
};

export const scenario = command({
  usage: `  npm run scenario -- quota [选项]  测算名额（不作为依据）：换一条规则，各市得几个、会落下谁
      --rule 规则                  pipelines/scenarios/quota 里的，可以重复，最多 4 条
      --total 总数、--floor 4、--ceiling "上年 130%"、--method dhondt、--penalty none   换掉规则里的
      --on 批次、--weights-of 批次 回放哪一批、权数取自哪一批
  npm run scenario -- subsidy [选项]  测算奖补（不作为依据）：换一条规则，验收通过的各得多少
      --rule 规则                  pipelines/scenarios/subsidy 里的，可以重复，最多 4 条
      --rate 8%、--cap 200万元、--at-least 500万元、--budget 5000万元、--control proportional 等   换掉规则里的
      --on 批次
      --out 文件.xlsx              也存成一份表；已有的文件不覆盖
      --warehouse 目录
      --json`,
  words: 1,
  options: { warehouse, asked, out: filled, json: flag },
  async run({ words: [kind], ...given }) {
    if (kind !== 'quota' && kind !== 'subsidy') return 'scenario 后面要写 quota 或 subsidy';
    needDimensions();
    const { reportQuotas, reportSubsidies, tryQuotas, trySubsidies } = await import('#tasks/scenario.ts');
    if (kind === 'quota') {
      const tried = await tryQuotas(given);
      return { answer: tried, lines: reportQuotas(tried) };
    }
    const tried = await trySubsidies(given);
    return { answer: tried, lines: reportSubsidies(tried) };
  },
});
