import { buildPages } from '#commands/build-pages.ts';
import { readLine, usage } from '#commands/index.ts';
import { Misuse, misused } from '#environment/misuse.ts';
import { asCalledHere, clearProgress, inWords, tell } from '#environment/terminal.ts';

async function main(words: string[]): Promise<void> {
  if (words.some((word) => word === '--help' || word === '-h')) return console.log(asCalledHere(usage));
  // npm takes this away, the script of an archive does not.
  const { name, command, given } = readLine(words.filter((word) => word !== '--'));
  buildPages(name);
  // What lies in a warehouse is for its owner alone.
  if (!command.isForAll) process.umask(0o077);
  const told = await command.run(given);
  if (typeof told === 'string') misused(told);
  if (told) await tell(told, given.json === true);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isMisuse = error instanceof Misuse;
  clearProgress();
  console.error(asCalledHere(isMisuse ? `${error.message}。\n\n${usage}` : `出错了：${inWords(error as Error)}`));
  process.exitCode = isMisuse ? 2 : 1;
}
