import { buildPages } from '#commands/build-pages.ts';
import { readLine, usage, usageOf } from '#commands/index.ts';
import { Misuse, misused } from '#environment/misuse.ts';
import { workAsOwner } from '#environment/owner-of-data.ts';
import { asCalledHere, clearProgress, inWords, tell } from '#environment/terminal.ts';

async function main(words: string[]): Promise<void> {
  const [first = ''] = words;
  if (first === 'help' || words.some((word) => word === '--help' || word === '-h'))
    return console.log(asCalledHere(/^(?:-.*|help|start)$/.test(first) ? usage : usageOf(first)));
  // npm takes this away, the script of an archive does not.
  const { name, command, given } = readLine(words.filter((word) => word !== '--'));
  buildPages(name);
  // What lies in a warehouse is for its owner alone.
  if (!command.isForAll) process.umask(0o077);
  const owner = command.writesData && typeof given.warehouse === 'string' ? workAsOwner(given.warehouse) : null;
  if (owner !== null && given.json !== true)
    console.error(`数据归用户 ${owner}：这条命令照这个用户做，它要读得到所写的文件。`);
  const told = await command.run(given);
  if (typeof told === 'string') misused(told);
  if (told) await tell(told, given.json === true);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isMisuse = error instanceof Misuse;
  clearProgress();
  const [, , first] = process.argv;
  const how = first === undefined ? usage : usageOf(first);
  console.error(asCalledHere(isMisuse ? `${error.message}。\n\n${how}` : `出错了：${inWords(error as Error)}`));
  process.exitCode = isMisuse ? 2 : 1;
}
