import { add, civilDay, codes, parseExact, toText } from '#spec';
import type { ChangedNumber, Content } from './content.ts';
import { kinds, kindTitles, type Kind } from './kinds.ts';
import { kindOf, type Revision } from './record.ts';

type Told = Pick<Revision, 'content' | 'causes' | 'words'>;

/** What each kind made of a number: they add up to its change. null: it cannot be shared out. */
export function byKind(revision: Told, { parts }: ChangedNumber): Record<Kind, string | null> {
  const sums = Object.fromEntries(kinds.map((kind) => [kind, '0'])) as Record<Kind, string | null>;
  for (const { cause, said } of parts) {
    const kind = kindOf(revision, cause);
    if (kind === null) continue;
    const sum = sums[kind];
    sums[kind] = said === null || sum === null ? null : toText(add(parseExact(sum), parseExact(said)));
  }
  return sums;
}

/** Which kinds have a part in a number at all. */
export const kindsOf = (revision: Told, { parts }: ChangedNumber): Kind[] =>
  kinds.filter((kind) => parts.some(({ cause }) => kindOf(revision, cause) === kind));

const lined = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim();

/** The whole text of a notice, line by line: what is signed. */
export function textOf(revision: Told): string[] {
  const { content, causes, words } = revision;
  const { paper, to } = content;
  const scope = Object.values(content.scope).flat().join('、');
  return [
    `一、涉及的材料：《${paper.title}》，校验码 ${paper.code}，${paper.sealedAt.slice(0, 10)} 签章，第 ${paper.number} 号回执，数据截至 ${paper.asOf}${paper.recipient === '' ? '' : `，印给${paper.recipient}`}`,
    `现在的数：第 ${to.number} 号回执，数据截至 ${to.asOf}。${scope === '' ? '' : `本说明只说${scope}的数。`}共 ${content.of} 个数，${content.numbers.length} 个不再成立。`,
    ...(content.fault === null ? [] : [`原因没有逐步分开：${content.fault}`]),
    '二、变动的数',
    ...content.numbers.map((number, at) => `${at + 1}. ${numberText(revision, number)}`),
    '三、原因',
    ...content.causes.map((_, at) => causeText(revision, at)),
    '四、变动的核查结论',
    content.verdicts.count === 0 ? '没有' : `${content.verdicts.count} 条：${verdictsText(content)}`,
    '五、未变但数据有动的',
    ...(content.below.length + content.offsets.length + content.lost.length === 0 ? ['没有'] : []),
    ...(content.below.length > 0 ? [`印出来一样：${content.below.map(({ title }) => title).join('、')}`] : []),
    ...(content.offsets.length > 0 ? [`增减相抵：${content.offsets.join('、')}`] : []),
    ...(content.lost.length > 0 ? [`现在不可比：${content.lost.map(({ title }) => title).join('、')}`] : []),
    `六、是否影响已作出的决定：${lined(words.effect) || '未写'}`,
    `七、已印发去向：${lined(words.sentTo) || paper.recipient || '未写'}`,
  ].map((line) => line.normalize('NFC'));

  function causeText(told: Told, at: number): string {
    const cause = content.causes[at]!;
    const said = causes.find((each) => each.cause === at);
    const kind = kindOf(told, at);
    const shown = cause.lines.map(
      ({ subject, name, city, says }) =>
        `${subject}${name ? ` ${name}` : ''}${city ? `（${city}）` : ''}${says ? `：${says}` : ''}`
    );
    const rest = cause.count - cause.lines.length;
    return [
      `${at + 1}. ${kind === null ? '' : `【${kindTitles[kind]}】`}${cause.says}`,
      ...(said?.reason ? [`定为这一类的理由：${lined(said.reason)}`] : []),
      ...cause.details,
      ...(cause.step === null
        ? []
        : [`${cause.count} 项：${[...shown, ...(rest > 0 ? [`其余 ${rest} 项`] : [])].join('；')}`]),
      ...cause.loads.map(
        ({ file, number, loadedAt, by }) =>
          `${file} 由第 ${number} 号回执导入（${civilDay(new Date(loadedAt))}${by ? `，${by}` : ''}）`
      ),
      ...(kind === 'correction' ? [`订正依据：${basisText(said)}`] : []),
    ].join('。');
  }
}

/** By which paper a correction was asked for; 未附 where nobody said. */
export function basisText(said: { document: string; signer: string; on: string } | undefined): string {
  const parts = said ? [said.document, said.signer === '' ? '' : `${said.signer}签章`, said.on] : [];
  return parts.filter((part) => part !== '').join('，') || '未附';
}

const verdictsText = ({ verdicts }: Content): string =>
  [
    ...verdicts.first.map(({ rule, subject, from, to }) => `${rule} ${subject} ${verdictOf(from)} → ${verdictOf(to)}`),
    ...(verdicts.count > verdicts.first.length ? [`其余 ${verdicts.count - verdicts.first.length} 条`] : []),
  ].join('；');

function numberText(revision: Told, number: ChangedNumber): string {
  const { title, before, now, change, unit } = number;
  const sums = byKind(revision, number);
  const shares = kindsOf(revision, number).map((kind) => `${kindTitles[kind]} ${sums[kind] ?? '分不出'}`);
  const moved = change === null ? '' : `，变动 ${change}${unit === '' ? '' : ` ${unit}`}`;
  return `${title}：原印 ${before.printed}，现数 ${now?.printed ?? '—'}${moved}${shares.length === 0 ? '' : `（${shares.join('，')}）`}`;
}

const verdictOf = (verdict: string | null): string =>
  verdict === null ? '—' : (codes.verdict[verdict as keyof typeof codes.verdict] ?? verdict);
