import type { ColumnInfo, Row, SubsidyTried } from '#spec';
import { sayWan } from './money.ts';
import { sayFlag } from './say.ts';

const text = (name: string, title: string): ColumnInfo => ({ name, title, type: 'string', unit: null });

/** Rows are copied out of files: each says that it is no basis, and no column is called as one that is handed in. */
export const subsidyColumns: readonly ColumnInfo[] = [
  text('scenario', '测算'),
  text('rule', '测算规则'),
  text('project', '测算的项目'),
  text('applicant', '测算的单位'),
  text('city', '测算的市'),
  text('direction', '测算的方向'),
  text('ownership', '测算的性质'),
  text('size', '核定投入分档'),
  text('verified', '核定的投入（万元，精确）'),
  text('amount', '测算金额（万元，精确）'),
  text('allocated', '实际下达净额（万元，精确）'),
  text('difference', '测算比实际下达（万元，精确）'),
  text('flags', '怎样得来'),
  text('hash', '规则文件的哈希'),
];

/** A row a rule and project; what is unknown says so and is no number. */
export function subsidyRows({ watermark, rules, projects }: SubsidyTried): Row[] {
  const wan = (fen: string | null | undefined) => (fen === null || fen === undefined ? '未知' : sayWan(BigInt(fen)));
  return rules.slice(1).flatMap(({ title, hash, refused }, at) =>
    refused !== null
      ? []
      : projects.map((project): Row => {
          const [amount, paid] = [project.by_rule[at + 1] ?? null, project.by_rule[0] ?? null];
          return {
            scenario: watermark,
            rule: title,
            project: project.project_name ?? project.project_id,
            applicant: project.applicant,
            city: project.city,
            direction: project.direction,
            ownership: project.ownership,
            size: project.size,
            verified: wan(project.verified),
            amount: wan(amount),
            allocated: wan(paid),
            difference: amount === null || paid === null ? '未知' : wan(`${BigInt(amount) - BigInt(paid)}`),
            flags: (project.flags[at + 1] ?? []).map(sayFlag).join('、'),
            hash,
          };
        })
  );
}
