const pattern = /^[+-]?([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?$/;

/** The double of a number as a workbook writes it; null where it is none or too large for one. */
export function parseNumber(raw: string): number | null {
  if (!pattern.test(raw)) return null;
  const value = Number(raw);
  return Number.isFinite(value) ? value : null;
}

/** Integers from here on may have lost digits: a spreadsheet keeps fifteen. */
export const precisionEnd = 1e15;

/**
 * The fifteen significant digits that a spreadsheet shows, without an exponent: 0.30000000000000004 → 0.3, 1e-7 →
 * 0.0000001. Beyond its precision as it shows it: 3.70102199001011E+17. `shift` moves the point to the right.
 */
export function decimalText(value: number, shift = 0): string {
  if (value === 0) return '0';
  const [mantissa, power] = Number(value.toPrecision(15)).toExponential().split('e') as [string, string];
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  const exponent = Number(power) + shift;
  if (Math.abs(value) >= precisionEnd || exponent < -20) {
    const fraction = digits.slice(1);
    return `${sign}${digits[0]}${fraction && `.${fraction}`}E${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return `${sign}${whole}${fraction && `.${fraction}`}`;
}

/** The digits that a spreadsheet shows with so many places behind the point, half away from zero: 0.565 → 0.57. */
export function roundedText(value: number, shift: number, places: number): string {
  const [whole = '0', rest = ''] = decimalText(Math.abs(value), shift).split('.');
  if (/E/.test(whole + rest)) return (Math.abs(value) * 10 ** shift).toFixed(Math.min(places, 100));
  const digits = whole + rest.padEnd(places, '0').slice(0, places);
  const isUp = Number(rest[places] ?? '0') >= 5;
  const rounded = String(BigInt(digits) + (isUp ? 1n : 0n)).padStart(places + 1, '0');
  return places === 0 ? rounded : `${rounded.slice(0, -places)}.${rounded.slice(-places)}`;
}
