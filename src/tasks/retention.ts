import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { dueNow, erase, readPeriods, resume, Unfinished, unfinishedIn, type Due, type ErasedAll } from '#erasure';
import { root } from '#environment/content.ts';
import type { Told } from '#environment/terminal.ts';

/** The shortest text that tells a person from others. */
const shortest = 2;

export interface RetentionOptions {
  warehouse: string;
  /** Where backups lie; null: nothing of them goes. */
  backups: string | null;
  /** Who is to go, as they are called and reached, or whoever stands with projects; the file says a text a line. */
  person: readonly string[];
  persons: string | null;
  project: readonly string[];
  dryRun: boolean;
  apply: boolean;
  by: string | null;
  basis: string | null;
  /** The folder of the content that says how long. */
  root: string;
  onProgress: (step: { step: string; detail?: string }) => void;
}

/** What `npm run retention` does; a text is what is missing on the line. */
export async function retentionCommand(verb: string | null, given: RetentionOptions): Promise<Told | string> {
  try {
    if (verb === 'erase') return await eraseThese(given);
    if (verb === 'resume') return await endIt(given);
    if (verb !== null) return `retention 后面要写 erase、resume，或者什么也不写（写的是 ${verb}）`;
    return await letGo(given);
  } catch (error) {
    if (error instanceof Unfinished)
      return { answer: { reason: error.message }, lines: [error.message], isRefused: true };
    throw error;
  }
}

const steps = ({ onProgress }: RetentionOptions) => ({
  onWait: () => onProgress({ step: '等候', detail: '另一个导入结束' }),
  onProgress: (step: string, detail?: string) => onProgress(detail === undefined ? { step } : { step, detail }),
});

const backupsOf = ({ backups }: RetentionOptions): string | null => (backups === null ? null : resolve(backups));

async function letGo(given: RetentionOptions): Promise<Told | string> {
  const { warehouse, apply: isMeant, dryRun, by, basis, root } = given;
  if (isMeant && dryRun) return '--dry-run 和 --apply 只能写一个';
  if (isMeant && by === null) return '要写明谁清理：--by 姓名';
  const { periods, faults } = await readPeriods(join(root, 'data/retention'));
  if (faults.length > 0) {
    const lines = faults.map(
      ({ file, line, message }) => `${file}${line === null ? '' : ` 第 ${line} 行`}：${message}`
    );
    return { answer: { faults }, lines: [...lines, '期限表写得不对，什么也没有清理。'], isRefused: true };
  }
  const unfinished = await unfinishedIn(warehouse);
  if (isMeant && unfinished !== null) throw new Unfinished(begun(unfinished));
  const due = await dueNow({
    warehouse,
    backups: backupsOf(given),
    periods,
    isMeant,
    by: by ?? '',
    basis,
    ...steps(given),
  });
  const head = unfinished === null ? [] : [begun(unfinished)];
  return { answer: { isDone: isMeant, due }, lines: [...head, ...reportDue(due, isMeant)] };
}

/** For a server, in a process of its own: lets go of all that is over its time. What is in its way is an Error. */
export async function letGoOfDue(
  warehouse: string,
  { by, basis, backups }: { by: string; basis: string; backups: string | null }
): Promise<void> {
  const { periods, faults } = await readPeriods(join(root, 'data/retention'));
  if (faults.length > 0) throw new Error('期限表写得不对，什么也没有清理');
  const unfinished = await unfinishedIn(warehouse);
  if (unfinished !== null) throw new Unfinished(begun(unfinished));
  await dueNow({ warehouse, backups, periods, isMeant: true, by, basis });
}

const begun = ({ at, by }: { at: string; by: string }): string =>
  `${by} 于 ${at.slice(0, 16).replace('T', ' ')} 开始的清除没有做完：npm run retention -- resume 做完它。`;

async function eraseThese(given: RetentionOptions): Promise<Told | string> {
  const { warehouse, person, persons, project: projects, by, basis, apply: isMeant, dryRun } = given;
  if (isMeant && dryRun) return '--dry-run 和 --apply 只能写一个';
  const said = persons === null ? [] : (await readFile(resolve(persons), 'utf8')).split(/\r?\n/);
  const texts = [...new Set([...person, ...said].map((text) => text.replace(/^\ufeff/, '').trim()))].filter(Boolean);
  if (texts.length > 0 && projects.length > 0) return '--person 和 --project 一次只能写一样';
  if (texts.length === 0 && projects.length === 0)
    return 'erase 要写明清除谁：--persons 文件、--person 文字，或者 --project 编号';
  if (texts.some((text) => [...text].length < shortest)) return `太短的文字会错删别人：至少 ${shortest} 个字`;
  if (isMeant && (by === null || basis === null)) return '要写明谁清除、凭什么：--by 姓名 --basis 依据';
  const erased = await erase({
    warehouse,
    backups: backupsOf(given),
    sought: projects.length > 0 ? { projects } : { texts },
    by: by ?? '',
    basis: basis ?? '',
    isMeant,
    ...steps(given),
  });
  return { answer: erased, lines: reportErased(erased) };
}

async function endIt(given: RetentionOptions): Promise<Told> {
  const erased = await resume({ warehouse: given.warehouse, ...steps(given) });
  return erased === null
    ? { answer: { resumed: false }, lines: ['没有中断的清除。'] }
    : { answer: erased, lines: reportErased(erased) };
}

const kept = ({ days }: Due): string => (days === null ? '未定' : days === 'always' ? '永久' : `${days} 天`);
const sized = (bytes: number | null): string =>
  bytes === null || bytes === 0 ? '' : `，${(bytes / 1e6).toFixed(1)} MB`;

/** How long everything is kept, and what is over it. */
export function reportDue(due: readonly Due[], isDone: boolean): string[] {
  return due.flatMap((each) => [
    `${each.title}：${kept(each)}${each.basis === '' ? '' : `（${each.basis}）`}${
      each.count === null
        ? ''
        : `，${isDone ? '清理了' : '到期'} ${each.count} 个${each.kind === 'personal' ? '项目' : sized(each.bytes)}`
    }`,
    ...each.stays.map((why) => `    ${why}`),
    ...(each.erased === null ? [] : reportErased(each.erased).map((line) => `    ${line}`)),
  ]);
}

/** From where persons went, or would go: counts, never who. */
export function reportErased({ isDone, id, texts, projects, places, stays, outOfReach }: ErasedAll): string[] {
  const whose = projects === null ? '' : `${projects} 个项目的 `;
  if (texts === 0)
    return [`没有要清除的（${whose || '按所写的找，'}0 个姓名、号码）。`, ...stays.map((why) => `留着：${why}`)];
  return [
    `${isDone ? '已清除' : '会清除'} ${whose}${texts} 个姓名、号码、邮箱${isDone ? `，编号 ${id}` : '（预览，什么也没有动；加 --apply 才清除，不能退回）'}：`,
    ...places.flatMap(({ backup, files, versions, rest, stays: here }) => {
      const whole = Object.values(files).filter(({ now }) => now === null);
      const parts = [
        `原件 ${Object.keys(files).length} 个`,
        `版本 ${Object.keys(versions).length} 个 ${Object.values(versions).reduce((sum, each) => sum + each, 0)} 格`,
        ...Object.entries(rest).map(([name, count]) => `${name} ${count} 处`),
      ];
      return [
        `  ${backup === null ? '数据仓库' : `备份 ${backup}`}：${parts.join('，')}`,
        ...whole.map(({ why = '' }) => `    有一个原件${isDone ? '整份移去了' : '要整份移去'}：${why}`),
        ...here.map((why) => `    留着：${why}`),
      ];
    }),
    ...stays.map((why) => `  留着：${why}`),
    ...outOfReach.map((where) => `  够不着：${where}`),
    ...(isDone ? ['  哈希、条数、结论都没有变；原件的 SHA-256 仍是交来时的，现在放着的是清除以后的。'] : []),
  ];
}
