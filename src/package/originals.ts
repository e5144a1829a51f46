import { open, readFile, stat } from 'node:fs/promises';
import { maskPersonal } from '#query';
import type { Receipt } from '#spec';
import { replacedIn, storedPathOf } from '#pipeline';
import type { Build } from '#warehouse';
import { openArchive } from '#xlsx';
import { literal, original, quoted } from './texts.ts';

/** A file that was handed in, and whether its bytes are in the package. */
export interface Original {
  path: string;
  sha256: string;
  bytes: number;
  /** Where its bytes lie; null where they are not given. */
  file: string | null;
  /** Why they are not; '' where they are. */
  why: string;
}

/** Files larger than this are not looked through for what is personal, and so not given. */
const most = 64 * 2 ** 20;

/**
 * The originals, of a part those with rows of it alone: another's is not even called by its name. Which of them can be
 * given byte by byte: those in which nobody's personal cell lies, as far as that can be known of the bytes. Of every
 * other its hash is given, and its rows without what is personal.
 */
export async function originalsOf(
  build: Build,
  warehouse: string,
  receipt: Receipt,
  isWhole: boolean
): Promise<Original[]> {
  const personal = new Set(
    (
      await build.read<{ source: string }>(
        'contracts',
        `select distinct source from ${original}.sources.contracts where is_private`
      )
    ).map(({ source }) => source)
  );
  const aside = new Set(
    (
      await build.read<{ file: string }>(
        'aside',
        `select distinct source_file as file from ${original}.sources.set_aside where what <> 'total'`
      )
    ).map(({ file }) => file)
  );
  const masked = await filesWithSwaps(build);
  const own = isWhole
    ? null
    : new Set(
        (await build.read<{ file: string }>('reach', 'select distinct source_file as file from reach')).map(
          ({ file }) => file
        )
      );
  const replaced = await replacedIn(warehouse);
  const found: Original[] = [];
  for (const [path, sheets] of Map.groupBy(receipt.files, ({ file }) => file)) {
    if (own !== null && !own.has(path)) continue;
    const [{ sha256 = '', encoding = null } = {}] = sheets;
    const diskPath = storedPathOf(warehouse, sha256);
    const there = await stat(diskPath).catch(() => null);
    if (there === null && !replaced.has(sha256)) throw new Error(`${path} 的原件不在了（files/${sha256}）`);
    const bytes = there?.size ?? 0;
    const erased = replaced.get(sha256);
    const why = !isWhole
      ? '只给所选范围的行'
      : erased !== undefined
        ? `已于 ${erased.at.slice(0, 10)} 清除个人信息，现在的原件不是交来时的那一份；这里的 SHA-256 是交来时的`
        : sheets.some(({ status }) => status !== 'loaded')
          ? '有没有认出来、没有导入的表，里面是什么不知道'
          : sheets.some(({ source }) => source !== null && personal.has(source))
            ? '有联系人、电话这样的列'
            : sheets.some(({ unknownColumns }) => unknownColumns.length > 0)
              ? '有不认识的列，里面可能有个人信息'
              : aside.has(path)
                ? '表下有说明、签名的行，或者有格子数不对的行'
                : masked.has(path)
                  ? '有的格子里写着号码或邮箱'
                  : await personalIn(diskPath, path, encoding, bytes);
    found.push({ path, sha256, bytes, file: why === '' ? `originals/${sha256}${endingOf(path)}` : null, why });
  }
  return found;
}

const endingOf = (path: string): string => /\.(?:csv|tsv|txt|xlsx)$/i.exec(path)?.[0].toLowerCase() ?? '';

/** The files in whose cells a number of a telephone or the like was masked. */
async function filesWithSwaps(build: Build): Promise<ReadonlySet<string>> {
  const columns = await build.read<{ name: string; header: string }>(
    'swaps',
    `select distinct name, header from swaps where name <> 'defects' order by all`
  );
  const files = new Set<string>();
  for (const { name, header } of columns) {
    const found = await build.read<{ file: string }>(
      name,
      `select distinct source_file as file from ${original}.sources.${quoted(name)}
      where ${quoted(header)} in (select value from swaps where name = ${literal(name)} and header = ${literal(header)})`
    );
    for (const { file } of found) files.add(file);
  }
  return files;
}

/** Who filled something in, or is to be asked: above a table as below. */
const signer =
  /(?:填表|填报|经办|联系|审核|负责|制表|联络|单位)[人员][^，。,\n]{0,6}[：:]|(?:电话|手机|签[字名章])[^，。,\n]{0,6}[：:]/u;

/** Why the bytes of a file cannot be given: what in them may be personal, wherever it stands; '' where nothing is. */
async function personalIn(diskPath: string, path: string, encoding: string | null, bytes: number): Promise<string> {
  if (bytes > most) return '文件太大，没有逐字看过有没有个人信息';
  if (endingOf(path) !== '.xlsx') {
    const text = textOf(await readFile(diskPath), encoding);
    return text === null ? '文字的编码认不出来' : sayPersonal(text);
  }
  const file = await open(diskPath, 'r');
  try {
    const archive = await openArchive(file.fd);
    if (archive.unpackedBytes > most) return '文件太大，没有逐字看过有没有个人信息';
    const hidden = archive.names.find((name) => /comment|drawing|media|embedding|pivot|external|vba/i.test(name));
    if (hidden !== undefined) return '工作簿里有批注、图片或别的部件';
    for (const name of archive.names) {
      const parts: Buffer[] = [];
      for await (const block of archive.bytes(name)) parts.push(block);
      const text = Buffer.concat(parts).toString();
      const said =
        /docProps\/(?:core|custom)/i.test(name) && />[^<>\s][^<>]*<\/(?:dc:creator|cp:lastModifiedBy)>/.test(text);
      if (said) return '文件属性里写着作者';
      const why = sayPersonal(text.replaceAll(/<[^>]*>/g, ' '));
      if (why !== '') return why;
    }
    return '';
  } catch (error) {
    return `打不开，没有看过有没有个人信息（${(error as Error).message}）`;
  } finally {
    await file.close();
  }
}

const sayPersonal = (text: string): string =>
  signer.test(text) ? '写着填表人、联系人或电话' : maskPersonal(text) === text ? '' : '写着号码或邮箱';

function textOf(bytes: Buffer, encoding: string | null): string | null {
  try {
    return new TextDecoder(encoding?.replace(/ BOM$/, '') ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
