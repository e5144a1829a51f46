const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const BODY_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** How many bodies 000xxxxx there are. */
export const BODIES = 31 ** 5;

/**
 * A 统一社会信用代码 that is right in form (GB 32100, GB 11714: both check digits hold) and belongs to nobody: its
 * organisation code begins with 000, which no company of the province has.
 */
export function creditCode({
  kind,
  division,
  number,
}: {
  kind: '91' | '12' | '52';
  division: string;
  number: number;
}): string {
  if (!Number.isInteger(number) || number < 0 || number >= BODIES)
    throw new Error(`no credit code for organisation ${number}`);
  const body = `000${digits(scatter(number), 5)}`;
  const seventeen = `${kind}${division}${body}${bodyCheckDigit(body)}`;
  return seventeen + checkDigit(seventeen);
}

/** The 18th character of GB 32100 for the first seventeen. */
export function checkDigit(seventeen: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(seventeen.charAt(i)), 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** The ninth character of GB 11714 for the eight of an organisation code. */
export function bodyCheckDigit(body: string): string {
  const sum = BODY_WEIGHTS.reduce((total, weight, i) => total + weight * Number.parseInt(body.charAt(i), 36), 0);
  const digit = 11 - (sum % 11);
  return digit === 10 ? 'X' : String(digit % 11);
}

/** One to one, so that numbers side by side do not give codes side by side. */
function scatter(number: number): number {
  return (number * 11_184_829 + 6_700_417) % BODIES;
}

function digits(number: number, length: number): string {
  let text = '';
  for (let rest = number; text.length < length; rest = Math.floor(rest / 31)) text = ALPHABET.charAt(rest % 31) + text;
  return text;
}
