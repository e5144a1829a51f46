import type { ComparedRules, Flip } from '../diff/rules.ts';
import { aheadNotes } from './ahead.ts';
import { layOut, shown } from './columns.ts';

const verdicts: Readonly<Record<string, string>> = { pass: '通过', fail: '不通过', review: '待核' };
const verdictText = (verdict: string | null): string => (verdict === null ? '不适用' : (verdicts[verdict] ?? verdict));
const flipText = ({ before, after }: Flip): string => `${verdictText(before)} → ${verdictText(after)}`;

/** What another reference would change, for people, line by line: by rule, each subject under its rule. */
export function reportComparedRules({
  version,
  reasons,
  asOf,
  changed,
  verdicts: counted,
  flips,
}: ComparedRules): string[] {
  if (reasons.length > 0) return [...reasons.map((reason) => `无法比较：${reason}`), '没有发布，数据仓库未改动。'];
  const day = asOf.before === asOf.after ? `${asOf.before}` : `${asOf.before} → ${asOf.after}`;
  const head = [
    `版本 ${version}，截至日 ${day}`,
    ...aheadNotes(asOf.after),
    `不同的口径文件：${changed.length === 0 ? '没有' : changed.join('、')}`,
    `核查结论 ${counted.before} 条 → ${counted.after} 条`,
  ];
  const end = '只比较，没有发布，数据仓库未改动。';
  if (flips.length === 0) return [...head, '没有一条结论改变。', end];
  const rules = [...new Set(flips.map(({ rule }) => rule))].map((rule) => flips.filter((flip) => flip.rule === rule));
  return [...head, `改变的结论 ${flips.length} 条，涉及 ${rules.length} 条规则：`, ...rules.flatMap(ofRule), '', end];
}

function ofRule(flips: readonly Flip[]): string[] {
  const [{ title, rule, clause }] = flips as [Flip, ...Flip[]];
  const turns = [...new Set(flips.map(flipText))].map(
    (each) => `${each} ${flips.filter((flip) => flipText(flip) === each).length} 条`
  );
  const lines = layOut(
    flips.map((flip) => [
      `  ${shown(flip.subjectId)}`,
      flip.batch ?? '',
      flip.city ?? '',
      flipText(flip),
      shown(flip.messageAfter ?? flip.messageBefore ?? '', { length: 120 }),
    ])
  );
  return ['', `${title}（${rule}，条款 ${clause}）：${turns.join('，')}`, ...lines];
}
