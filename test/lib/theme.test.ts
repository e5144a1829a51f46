import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { colourOf, contrast, distance, luminance, sights, type Colour } from './colours.ts';

const css = readFileSync('src/lib/theme.css', 'utf8');
/** What each block of the file says: light, dark by the system, dark by choice. */
const [light, dark, chosen] = Array.from(css.matchAll(/\{[^{}]*--ink:[^{}]*\}/g), ([block]) =>
  Object.fromEntries(Array.from(block.matchAll(/--([\w-]+): (#\w{6});/g), ([, name, value]) => [name, value as string]))
);

const grounds = ['page', 'surface', 'sunken'];
const statuses = ['bad', 'warn', 'good'];
const series = Array.from({ length: 7 }, (_, at) => `series-${at + 1}`);
const pairs = (names: readonly string[]) =>
  names.flatMap((one, at) => names.slice(at + 1).map((other) => [one, other] as const));
/** How light a colour is on grey paper, from 0 to 1. */
const lightness = (colour: Colour) => Math.cbrt(luminance(colour));

test('the dark that a reader chooses is the dark of the system', () => {
  expect(chosen).toEqual(dark);
});

describe.each([
  ['light', light!],
  ['dark', dark!],
])('the %s theme', (_name, theme) => {
  const colour = (name: string) => colourOf(theme[name] ?? light![name] ?? '');
  const told = (one: string, other: string) => `${one} beside ${other}`;

  test('is readable: letters 4.5 : 1 on every ground, what is drawn 3 : 1', () => {
    for (const ink of ['ink', 'muted', 'accent', ...statuses])
      for (const ground of [...grounds, ...(theme[`${ink}-soft`] ? [`${ink}-soft`] : [])])
        expect(contrast(colour(ink), colour(ground)), told(ink, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('on-accent'), colour('accent'))).toBeGreaterThanOrEqual(4.5);
    for (let at = 0; at < 6; at++)
      expect(contrast(colour(`heat-ink-${at}`), colour(`heat-${at}`)), `heat ${at}`).toBeGreaterThanOrEqual(4.5);
    for (const drawn of [...series, 'quiet'])
      expect(contrast(colour(drawn), colour('surface')), drawn).toBeGreaterThanOrEqual(3);
  });

  test('tells failed, open and passed apart for every eye, and on grey paper', () => {
    for (const [sight, matrix] of Object.entries(sights))
      for (const [one, other] of pairs(statuses))
        expect(distance(colour(one), colour(other), matrix), `${sight}: ${told(one, other)}`).toBeGreaterThan(0.07);
    for (const [one, other] of pairs(statuses))
      expect(Math.abs(lightness(colour(one)) - lightness(colour(other))), told(one, other)).toBeGreaterThan(0.03);
  });

  test('tells directions apart for every eye', () => {
    for (const [sight, matrix] of Object.entries(sights))
      for (const [one, other] of pairs(series))
        expect(distance(colour(one), colour(other), matrix), `${sight}: ${told(one, other)}`).toBeGreaterThan(0.035);
  });
});
