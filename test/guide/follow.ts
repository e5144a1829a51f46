import type { GuideBook, GuidePart } from '#spec';

/** Who does what a handbook says: through the door of the program, or in a browser. */
export interface Hands {
  /** Opens an address; null, or what is wrong. */
  go(to: string): Promise<string | null>;
  /** Whether the page, or its title, says this. */
  sees(text: string): Promise<boolean>;
  press(label: string): Promise<string | null>;
  type(text: string): Promise<string | null>;
  /** A picture is taken of what is open now. */
  take?(picture: string): Promise<void>;
}

/** What these hands cannot look at, as what comes after a form is sent. */
export const unlooked = 'unlooked';

/** Does every step of every task of a handbook, and tells in words of which something is not so. */
export async function followBook(
  { name, tasks }: Pick<GuideBook, 'name' | 'tasks'>,
  handsOf: () => Promise<Hands> | Hands
): Promise<string[]> {
  const problems: string[] = [];
  for (const task of tasks) {
    const hands = await handsOf();
    let step = 0;
    for (const block of task.blocks) {
      if (block.kind === 'picture') await hands.take?.(block.picture);
      if (!('parts' in block)) continue;
      if (block.kind === 'step') step += 1;
      for (const part of block.parts) {
        const problem = await doPart(part, hands);
        if (problem !== null && problem !== unlooked) problems.push(`${name}/${task.name} 第 ${step} 步：${problem}`);
      }
    }
  }
  return problems;
}

async function doPart(part: GuidePart, hands: Hands): Promise<string | null> {
  if ('go' in part) {
    const problem = await hands.go(part.to);
    if (problem !== null) return problem;
    return (await hands.sees(part.go)) ? null : `${part.to} 上没有“${part.go}”`;
  }
  if ('press' in part) return hands.press(part.press);
  if ('type' in part) return hands.type(part.type);
  if ('see' in part) return (await hands.sees(part.see)) ? null : `看不到“${part.see}”`;
  return null;
}
