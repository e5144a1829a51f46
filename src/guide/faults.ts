import type { GuideBlock, GuidePart } from '#spec';
import { notOneOf, sortFaults, type Fault } from '#spec/content';
import { sizeOfWebp } from './picture-size.ts';
import { readLibrary } from './books.ts';
import { saidIn } from './search.ts';

/** What a handbook may name. */
export interface Ground {
  /** What is wrong with an address of a page; null: nothing. */
  wrongAddress: (address: string) => string | null;
  /** The commands of the program: `load` of `npm run load`. */
  commands: readonly string[];
  roles: readonly string[];
}

/** Bytes of one picture, and of all: the books travel with the program on a stick. */
export const pictureBounds = { each: 60_000, all: 900_000 } as const;

/** What is wrong with the handbooks of a folder. */
export async function faultsOfGuide(folder: string, { wrongAddress, commands, roles }: Ground): Promise<Fault[]> {
  const { read, pictures } = await readLibrary(folder);
  const used = new Set<string>();
  const faults = read.flatMap(({ file, book, faults, lines }) => {
    const wrong = (line: number | null, message: string) => faults.push({ file, line, message });
    for (const role of book.roles) if (!roles.includes(role)) wrong(null, notOneOf('没有角色', role, roles));
    for (const { blocks } of book.tasks)
      for (const block of blocks) {
        const line = lines.get(block) ?? null;
        for (const part of partsIn(block)) if ('to' in part) tell(wrong, line, wrongTo(part.to));
        for (const command of commandsIn(saidIn(block)))
          if (!commands.includes(command)) wrong(line, notOneOf('没有命令 npm run', command, commands));
        if (block.kind !== 'picture') continue;
        used.add(block.picture);
        if (!pictures.has(block.picture)) wrong(line, notOneOf('没有图', block.picture, [...pictures.keys()]));
      }
    return faults;
  });
  return sortFaults([...faults, ...faultsOfPictures(pictures, used)]);

  function wrongTo(to: string): string | null {
    if (!/^\/(?!\/)/.test(to)) return `网址要以 / 开头，在本系统里面（写的是 ${to}）。`;
    return to.startsWith('/api/') ? null : wrongAddress(to);
  }
}

const tell = (wrong: (line: number | null, message: string) => void, line: number | null, message: string | null) =>
  message === null ? undefined : wrong(line, message);

const partsIn = (block: GuideBlock): readonly GuidePart[] => ('parts' in block ? block.parts : []);

const commandsIn = (text: string): string[] => Array.from(text.matchAll(/npm run ([\w:-]+)/g), ([, name = '']) => name);

function faultsOfPictures(pictures: ReadonlyMap<string, Buffer>, used: ReadonlySet<string>): Fault[] {
  const wrong = (name: string, message: string): Fault => ({
    file: `data/guide/pictures/${name}.webp`,
    line: null,
    message,
  });
  const all = [...pictures.values()].reduce((sum, { length }) => sum + length, 0);
  return [...pictures].flatMap(([name, bytes], at) => [
    ...(used.has(name) ? [] : [wrong(name, '没有一本手册用到这张图。')]),
    ...(sizeOfWebp(bytes) === null ? [wrong(name, '不是 WebP 图。')] : []),
    ...(bytes.length > pictureBounds.each
      ? [wrong(name, `有 ${bytes.length} 字节，不能超过 ${pictureBounds.each}。`)]
      : []),
    ...(at === 0 && all > pictureBounds.all
      ? [wrong(name, `各图共 ${all} 字节，不能超过 ${pictureBounds.all}。`)]
      : []),
  ]);
}
