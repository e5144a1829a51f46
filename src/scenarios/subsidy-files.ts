import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { faultOfImport, isNotRead, notOneOf, type Fault } from '#spec/content';
import { hashOf } from '#warehouse';
import { readMoney } from './money.ts';
import { isRuleName } from './quota-text.ts';
import { readSubsidyRule, subsidyKeys } from './read-subsidy.ts';
import { RefusedScenario } from './refused.ts';
import { sayRefused } from './say.ts';
import { refuseUnsound, type SubsidyRule } from './subsidy-rule.ts';

/** A rule for subsidies of a folder; without a rule where it does not hold. */
export interface SubsidyFile {
  name: string;
  file: string;
  title: string;
  note: string;
  /** As the file writes it, with its title and note. */
  raw: Readonly<Record<string, unknown>>;
  text: string;
  hash: string;
  rule: SubsidyRule | null;
  faults: readonly Fault[];
}

/** Every rule for subsidies below `pipelines/scenarios`, by name; a folder that is not there holds none. */
export async function readSubsidyFiles(folder: string): Promise<SubsidyFile[]> {
  const names = (await readdir(join(folder, 'subsidy')).catch(() => [] as string[])).sort();
  return Promise.all(
    names.filter((name) => name.endsWith('.ts')).map((name) => readOne(folder, basename(name, '.ts')))
  );
}

/** What there is in the folder and nobody reads, and whatever does not hold. */
export async function faultsOfSubsidies(folder: string): Promise<Fault[]> {
  const names = await readdir(join(folder, 'subsidy')).catch(() => [] as string[]);
  const odd = names
    .filter((name) => isNotRead(name, '.ts'))
    .map((name) => ({
      file: `pipelines/scenarios/subsidy/${name}`,
      line: null,
      message: '不会被读到：这里只读 .ts。',
    }));
  return [...odd, ...(await readSubsidyFiles(folder)).flatMap(({ faults }) => faults)];
}

async function readOne(folder: string, name: string): Promise<SubsidyFile> {
  const file = `pipelines/scenarios/subsidy/${name}.ts`;
  const path = resolve(folder, 'subsidy', `${name}.ts`);
  const text = (await readFile(path, 'utf8')).replaceAll('\r\n', '\n');
  const hash = hashOf(text);
  const none = { name, file, title: name, note: '', raw: {}, text, hash, rule: null };
  const fault = (message: string, line: number | null = null) => ({ ...none, faults: [{ file, line, message }] });
  const wrong = (key: string) => {
    const at = text.split('\n').findIndex((line) => new RegExp(`\\b${key}\\b`).test(line));
    return at === -1 ? null : at + 1;
  };
  if (!isRuleName(name)) return fault('文件名要用小写字母、数字和下划线：它也是网址的一部分。');
  try {
    // Another text is another module: what was read before it stays as it was.
    const { default: raw } = (await import(/* @vite-ignore */ `${pathToFileURL(path).href}?${hash}`)) as {
      default?: Record<string, unknown>;
    };
    if (typeof raw !== 'object') return fault('没有 export default defineSubsidy({…})。');
    const { title, note = '', ...keys } = raw;
    if (typeof title !== 'string' || title === '') return fault('没有写 title。');
    const rule = readSubsidyRule(keys, readMoney);
    refuseUnsound(rule);
    if (rule.control && rule.budget === null && rule.budgetByDirection === null)
      return fault('写了 control 而没有预算（budget）：没有要压减的总额。', wrong('control'));
    return { ...none, title, note: String(note), raw, rule, faults: [] };
  } catch (error) {
    if (!(error instanceof RefusedScenario)) {
      const { line, message } = faultOfImport(error, path);
      return fault(message, line);
    }
    const [key = '', written = '', ...allowed] = error.named;
    if (error.reason === 'unknown_key') return fault(notOneOf('没有', key, subsidyKeys), wrong(key));
    if (error.reason === 'unknown_word') return fault(`${key} 的值${notOneOf('没有', written, allowed)}`, wrong(key));
    if (error.reason === 'not_money')
      return fault(`${key} 写的是“${written}”，要写成带单位的文字，如 '200万元'。`, wrong(key));
    return fault(sayRefused(error));
  }
}
