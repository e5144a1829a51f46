/** A command line that cannot be understood. */
export class Misuse extends Error {}

export function misused(message: string): never {
  throw new Misuse(message);
}
