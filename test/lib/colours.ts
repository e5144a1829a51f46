/** Colours as numbers: what a theme says, how bright it is, and how it is seen. */
export type Colour = readonly [red: number, green: number, blue: number];

export function colourOf(hex: string): Colour {
  const [, red = '', green = '', blue = ''] = /^#(..)(..)(..)$/.exec(hex) ?? [];
  return [red, green, blue].map((part) => Number.parseInt(part, 16) / 255) as unknown as Colour;
}

/** As light adds up. */
const linear = (colour: Colour): Colour =>
  colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as unknown as Colour;

const times = (matrix: readonly Colour[], [x, y, z]: Colour): Colour =>
  matrix.map(([a, b, c]) => a * x + b * y + c * z) as unknown as Colour;

export const luminance = (colour: Colour): number => times([[0.2126, 0.7152, 0.0722]], linear(colour))[0];

/** Of WCAG 2: from 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** How light adds up for who lacks one of three kinds of cones (Viénot, Brettel and Mollon 1999), or sees no colour. */
export const sights: Readonly<Record<string, readonly Colour[]>> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.11238, 0.88762, 0],
    [0.11238, 0.88762, 0],
    [0.00401, -0.00401, 1],
  ],
  deuteranopia: [
    [0.29275, 0.70725, 0],
    [0.29275, 0.70725, 0],
    [-0.02234, 0.02234, 1],
  ],
};

/** How far apart two colours are seen, in OKLab: some 0.02 is the least that is told apart side by side. */
export function distance(one: Colour, other: Colour, sight: readonly Colour[]): number {
  const [a, b] = [oklab(times(sight, linear(one))), oklab(times(sight, linear(other)))];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

const cones: readonly Colour[] = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];

const lab: readonly Colour[] = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

const oklab = (light: Colour): Colour =>
  times(lab, times(cones, light).map((part) => Math.cbrt(Math.max(0, part))) as unknown as Colour);
