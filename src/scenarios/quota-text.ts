import { notOneOf, readHeader, type Fault } from '#spec/content';
import { columnsOf, readExpression } from './expression.ts';
import { readQuotaRule, ruleKeys } from './read-quota.ts';
import { RefusedScenario } from './refused.ts';

/** A quota rule as its file writes it; the places of the province are asked for beside it. */
export interface QuotaText {
  name: string;
  file: string;
  title: string;
  note: string;
  text: string;
  /** Its keys, as `readQuotaRule` takes them, without the total. */
  raw: Readonly<Record<string, unknown>>;
}

const said = ['title', 'note'] as const;
/** Every key of the header; a key that is not here is refused, since nothing would read it. */
export const headerKeys = [...said, ...ruleKeys] as const;

/** The name of a rule: small letters, digits and underscores. */
export const isRuleName = (name: string): boolean => /^[a-z0-9]+(_[a-z0-9]+)*$/.test(name);

/** Reads the text of a rule, and says what in it does not hold. */
export function readQuotaText(name: string, text: string): { rule: QuotaText; faults: Fault[] } {
  const file = `pipelines/scenarios/quota/${name}.sql`;
  const faults: Fault[] = [];
  const raw: Record<string, unknown> = {};
  const told: Record<string, string> = {};
  const lines = readHeader(text);
  const wrong = (line: number | null, message: string) => void faults.push({ file, line, message });
  for (const { key, value, line } of lines) {
    if (!(headerKeys as readonly string[]).includes(key)) wrong(line, notOneOf('没有', key, headerKeys));
    else if (key in told) wrong(line, `${key} 写了两次。`);
    else {
      told[key] = value;
      if (key === 'title' || key === 'note') continue;
      try {
        raw[key] = valueOf(key, value);
      } catch (error) {
        wrong(line, `${key}: ${(error as Error).message}`);
      }
    }
  }
  for (const key of ['title', 'weight']) if (!(key in told)) wrong(null, `没有写 ${key}。`);
  if (!/(^|\n)\s*select\s/i.test(text)) wrong(null, '没有查询：头部下面要有一句一市一行的 select。');
  if (faults.length === 0)
    try {
      readQuotaRule({ ...raw, total: 0 });
    } catch (error) {
      if (!(error instanceof RefusedScenario)) throw error;
      const [key = '', written = '', ...allowed] = error.named;
      const line = lines.find((each) => each.key === key)?.line ?? null;
      wrong(
        line,
        allowed.length > 0 ? `${key} 的值${notOneOf('没有', written, allowed)}` : `${key} 写得不对：${written}。`
      );
    }
  return { rule: { name, file, title: told.title ?? name, note: told.note ?? '', text, raw }, faults };
}

/** The columns that a rule asks of its query. */
export function columnsAsked({ raw }: Pick<QuotaText, 'raw'>): string[] {
  const coefficient = raw.coefficient as { of: string } | undefined;
  const of = [raw.weight as string, ...(coefficient ? [coefficient.of] : [])];
  return [...new Set([...of.flatMap((text) => columnsOf(readExpression(text))), ...(raw.penalty ? ['failed'] : [])])];
}

const number = String.raw`\d+(?:\.\d+)?`;

function valueOf(key: string, value: string): unknown {
  switch (key) {
    case 'weight':
      readExpression(value);
      return value;
    case 'tie_break':
      return value.split(/\s*[,，、]\s*/);
    case 'floor':
    case 'ceiling':
      return boundOf(value);
    case 'penalty':
      return wordsOf(value, { per_failed: Number, at_most: Number, goes_to: String });
    case 'coefficient':
      return coefficientOf(value);
    default:
      return value;
  }
}

/** `4`, `of_previous 0.7` or both: `4, of_previous 0.7`; people may write 上年 70%. */
export function boundOf(value: string): { at?: number; of_previous?: string } {
  const bound: { at?: number; of_previous?: string } = {};
  for (const part of value.trim().split(/\s*[,，、]\s*/)) {
    const [, of, amount = '', percent] = new RegExp(`^(of_previous |上年\\s*)?(${number})(%?)$`).exec(part) ?? [];
    const isPart = of !== undefined;
    if (amount === '' || (!isPart && (percent !== '' || !/^\d+$/.test(amount))))
      throw new Error(`看不懂“${part}”：写个数，如 4；或上年的几成，如 上年 70%；两样都写用逗号隔开。`);
    if (!isPart) bound.at = Number(amount);
    else bound.of_previous = percent === '%' ? hundredth(amount) : amount;
  }
  return bound;
}

/** A hundredth of a decimal, exactly. */
function hundredth(amount: string): string {
  const [above = '', below = ''] = amount.split('.');
  const digits = `${above}${below}`.padStart(below.length + 3, '0');
  return `${digits.slice(0, -(below.length + 2))}.${digits.slice(-(below.length + 2))}`;
}

function wordsOf(value: string, kinds: Readonly<Record<string, (text: string) => unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    value.split(/\s*[,，]\s*/).map((part) => {
      const [word = '', written = '', ...more] = part.split(' ');
      const read = kinds[word];
      if (!read || written === '' || more.length > 0) throw new Error(notOneOf('看不懂', part, Object.keys(kinds)));
      return [word, read(written)];
    })
  );
}

/** `of accepted / concluded, from 0 is 0.9, from 0.8 is 1, unknown is 1`. */
function coefficientOf(value: string): Record<string, unknown> {
  const [of = '', ...parts] = value.split(/\s*[,，]\s*/);
  if (!of.startsWith('of ')) throw new Error('先写 of 和算式，再写各档 from 0.8 is 1。');
  readExpression(of.slice(3));
  const table: { from: string; value: string }[] = [];
  let unknown: string | undefined;
  for (const part of parts) {
    const [, from, value = ''] = new RegExp(`^(?:from (${number})|unknown) is (${number})$`).exec(part) ?? [];
    if (value === '') throw new Error(`看不懂“${part}”：写 from 0.8 is 1，或 unknown is 1。`);
    if (from === undefined) unknown = value;
    else if (table.length > 0 && Number(from) <= Number(table.at(-1)!.from)) throw new Error('各档要从小到大。');
    else table.push({ from, value });
  }
  if (table.length === 0) throw new Error('没有写各档。');
  return { of: of.slice(3), table, ...(unknown === undefined ? {} : { if_unknown: unknown }) };
}

/** The same rule with other keys, as the text of a file. */
export function writeQuotaText({ text }: Pick<QuotaText, 'text'>, keys: Readonly<Record<string, string>>): string {
  const lines = readHeader(text);
  const body = text.split('\n').slice(lines.length).join('\n');
  const own = lines.filter(({ key }) => !(key in keys)).map(({ key, value }) => `-- ${key}: ${value}`);
  const [title, ...others] = own;
  return [title, ...Object.entries(keys).map(([key, value]) => `-- ${key}: ${value}`), ...others, body].join('\n');
}
