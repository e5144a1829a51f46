import type { Joining, Receipt, Replacement } from '#spec';
import { filesOf, load, readModels, type LoadOptions, type Outcome } from '#pipeline';
import { joinFiles } from './join-files.ts';
import { broughtSince, overtakenBy, sayOvertaken } from './overtaken.ts';
import { ownerOf, readUpload } from './upload.ts';

export interface LoadUploadOptions extends Omit<LoadOptions, 'folder' | 'set' | 'asOf' | 'origin' | 'validate'> {
  id: string;
}

/**
 * Loads an upload: its files are added to those of the version that is published when its turn comes. A file that
 * cannot be read never replaces one that could, nor, unless somebody said so, one that is about other things. Of a dry
 * run the defects are those of its files that only all files together say: the others were told by the preview.
 */
export async function loadUpload({ id, ...options }: LoadUploadOptions): Promise<Outcome> {
  const upload = await readUpload(options.warehouse, id);
  if (upload === null) throw new Error(`there is no upload ${id}`);
  let joinings: Joining[] = [];
  let before: Receipt | null = null;
  const outcome = await load({
    ...options,
    asOf: null,
    ...(upload.scope === undefined ? {} : { scope: upload.scope }),
    accept: upload.accept === true,
    waits: true,
    origin: {
      by: upload.by === null ? null : { name: upload.by, isVerified: upload.account !== undefined },
      upload: id,
    },
    set: async (current) => {
      before = current?.receipt ?? null;
      const joined = joinFiles(before === null ? [] : filesOf(before), upload.files, ownerOf(upload));
      ({ joinings } = joined);
      return { ...joined, asOf: before?.givenAsOf ?? null };
    },
    validate: async ({ account, replacements }) => [
      ...(options.dryRun === true
        ? []
        : overtakenBy(upload, joinings, replacements, await broughtSince(options.warehouse, upload.at)).map(
            sayOvertaken
          )),
      ...joinings.flatMap(({ name, path, replaces, as }) => {
        const doubt = replacements.find(({ file }) => file === path)?.doubt ?? null;
        if (replaces !== null && doubt !== null && as === null) return [askAbout(doubt)];
        const held = replacements.find(({ file }) => file === path);
        if (held !== undefined && isAllHeld(held)) return [sayHeld(path, held.held)];
        const rows = rowsOf(before?.files ?? [], replaces);
        if (rows === 0 || account.files.some(({ file, status }) => file === path && status === 'loaded')) return [];
        return [`${name} 整个文件都不能用，而它要替换的 ${replaces} 有 ${rows} 行正在使用。请按列出的问题改好后再交。`];
      }),
    ],
  });
  if (outcome.status !== 'dry-run') return outcome;
  const together = new Set([...(await namesOf(options, 'links')), ...(await namesOf(options, 'warnings'))]);
  const own = new Set(joinings.map(({ path }) => path));
  return { ...outcome, defects: outcome.defects.filter(({ check, file }) => together.has(check) && own.has(file)) };
}

const namesOf = async ({ pipelines }: Pick<LoadOptions, 'pipelines'>, stage: 'links' | 'warnings') =>
  (await readModels(pipelines, stage)).map(({ name }) => name);

/** What is asked where a file may not be meant to replace the one of its name. */
export const askAbout = (doubt: string): string =>
  `${doubt}：是更正就选“替换现有的”，是另一个市、批次或单位的就选“作为另一份”。没有选之前不替换。`;

/** Whether nothing of a new file would be taken, since others handed it in already: it would ask for mending alone. */
export const isAllHeld = (each: Replacement): each is Replacement & { held: NonNullable<Replacement['held']> } =>
  each.held !== undefined && each.replaces === null && each.stays === 0 && each.comes <= (each.rejected ?? 0);

/** Why a file is not loaded of which others handed in all that could be taken. */
export const sayHeld = (name: string, { rows, same, division }: NonNullable<Replacement['held']>): string =>
  `${name} 没有一行可以导入：${rows} 行${division === rows ? '省里' : division === 0 ? '别的账号' : '省里或别的账号'}已经交过${same === rows ? '，内容一样' : `，其中 ${same} 行内容一样`}；您交的不能取代它们。${same === rows ? '不用再交' : '要改的，请与省里联系'}：取消这次上传；一起传了别的表的，去掉这一份再传。`;

const rowsOf = (files: Receipt['files'], file: string | null): number =>
  files.reduce((sum, each) => sum + (each.file === file ? each.loaded : 0), 0);
