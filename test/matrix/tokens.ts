const letters = 'BCDFGHJKLMNPQRSTVWXZ';

/** What a planted text holds and nothing else does: K and five letters, which no word and no code is made of. */
export const tokenPattern = /K[BCDFGHJKLMNPQRSTVWXZ]{5}/g;

/** Tokens, telephone numbers and fractions of a yuan, none of which comes twice. */
export interface Tokens {
  text(): string;
  phone(): string;
  /** A place in a list that is none of any other: seven digits. */
  rank(): string;
  /** The same amount with a fraction of its own: to the fen, given how many yuan its unit is. */
  amount(written: number, unit: number): string;
}

/** Those of two makers differ where one begins further on. */
export function createTokens(from = 0): Tokens {
  let count = from;
  const next = () => (count += 1);
  return {
    text() {
      let rest = next();
      const drawn = Array.from({ length: 5 }, () => {
        const letter = letters[rest % letters.length]!;
        rest = Math.floor(rest / letters.length);
        return letter;
      });
      return `K${drawn.reverse().join('')}`;
    },
    phone: () =>
      `139${String(next() * 37 + 10_000_019)
        .padStart(8, '0')
        .slice(-8)}`,
    rank: () => String(7_000_000 + next()),
    amount(written, unit) {
      // In fen below one ten thousand yuan, and never a round number.
      const fen = ((next() * 9_973) % 99_000) * 10 + (count % 9) + 1;
      const yuan = Math.trunc((written * unit) / 10_000) * 10_000 + Math.trunc(fen / 100);
      const all = BigInt(yuan) * 100n + BigInt(fen % 100);
      return decimal(all, unit === 1 ? 2 : 6);
    },
  };
}

/** So many fen as yuan (2 places) or as 万元 (6). */
function decimal(fen: bigint, places: number): string {
  const digits = fen.toString().padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
