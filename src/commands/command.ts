import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { faultOfDimensions } from '#dimensions';
import { sayFault } from '#spec/content';
import { misused } from '#environment/misuse.ts';
import type { Told } from '#environment/terminal.ts';
import type { Option, Said } from './options.ts';

type Options = Readonly<Record<string, Option<unknown>>>;

/** What a command is given: each option by its name, and the words that have none. */
export type Given<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never } & {
  readonly words: readonly string[];
};

interface Definition<O extends Options> {
  /** Its lines of `--help`. */
  usage: string;
  /** How many words without a name it takes at most. Default: none. */
  words?: number;
  /** `asOf` is said by `--as-of`. Who has `json` can answer a program. */
  options: O;
  /** What it makes is for people to edit, and no secret of the one who runs it. */
  isForAll?: boolean;
  /** It writes into a warehouse: root does that as the user to whom the data belong. A server is as it is started. */
  writesData?: boolean;
  /** Answers what it came to; a text is what is wrong with the line. What tells all by itself answers nothing. */
  run(given: Given<O>): Promise<Told | string | void>;
}

export type Command = Definition<Options>;

/** One command. What it needs beyond its options it imports when it is run: `--help` reads every command. */
export const command = <O extends Options>(definition: Definition<O>): Command => definition;

/** Reads what stands behind the name of a command. A Misuse says what is wrong with it. */
export function readGiven({ options, words: most = 0 }: Command, args: string[]): Given<Options> {
  const named = Object.entries(options).map(([name, option]) => ({ name, option, dashed: dashed(name) }));
  const switches = Object.assign(
    {},
    ...named.map((each) => each.option.switches(each.dashed))
  ) as ParseArgsOptionsConfig;
  const { values, positionals: words } = parsed(args, switches);
  if (words.length > most) misused(`多出了 ${words.slice(most).join(' ')}`);
  return { ...Object.fromEntries(named.map((each) => [each.name, each.option.read(values, each.dashed)])), words };
}

const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function parsed(args: string[], options: ParseArgsOptionsConfig): { values: Said; positionals: string[] } {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    const [, name = args.join(' ')] = /'(-[^' ]*)/.exec((error as Error).message) ?? [];
    return misused(
      (error as NodeJS.ErrnoException).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
        ? `没有选项 ${name}`
        : `选项 ${name} 的值不对`
    );
  }
}

/** What figures are filtered and grouped by, nobody serves or compares without. */
export function needDimensions(): void {
  if (faultOfDimensions !== null) throw new Error(sayFault(faultOfDimensions));
}
