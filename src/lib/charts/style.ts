import { tick, type Shown } from '../format.ts';

/**
 * The look that all charts share. Every colour is a variable of the theme file; the font is not, because ECharts
 * measures text with it, and a canvas does not know variables.
 */
export const font =
  "'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif";
export const ink = { color: 'var(--ink)', fontFamily: font, fontSize: 12 };
export const muted = { color: 'var(--muted)', fontFamily: font, fontSize: 11 };

export const axisLine = { show: true, lineStyle: { color: 'var(--rule-strong)' } };
export const splitLine = { show: true, lineStyle: { color: 'var(--rule)' } };
export const plain = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };

/** A number on an axis; of a ratio as it is said, 1:8. */
export const tickOf = (at: number, shown: Shown): string =>
  shown.format === 'ratio' ? `1:${tick(at, shown)}` : tick(at, shown);

/** Text that ECharts must not stroke or recolour. */
export const label = { ...ink, textBorderWidth: 0 };

/** Nothing lights up in a colour of ECharts' own making: it cannot compute with a variable. */
export const still = { emphasis: { disabled: true }, cursor: 'default' };

export const tooltip = {
  renderMode: 'richText',
  confine: true,
  backgroundColor: 'var(--surface)',
  borderColor: 'var(--rule-strong)',
  borderWidth: 1,
  padding: [8, 10],
  textStyle: { color: 'var(--ink)', fontFamily: font, fontSize: 12, lineHeight: 19 },
  formatter: ({ data }: { data?: { tip?: string } }) => data?.tip ?? '',
};

/**
 * Colours that tell series or groups apart, with shapes to tell them apart without colour: no two of 28 are alike in
 * both. What no list names is grey and square.
 */
export const series = [1, 2, 3, 4, 5, 6, 7].map((n) => `var(--series-${n})`);
export const shapes = ['circle', 'diamond', 'triangle', 'oblong'] as const;
export const unlisted = { color: 'var(--unlisted)', shape: 'square' } as const;

/** How wide a text stands, nearly: a Chinese character takes its full size, a Latin one a good half. */
export function textWidth(text: string, size = 12): number {
  return Math.ceil(
    Array.from(text).reduce((sum, character) => sum + (character.charCodeAt(0) > 255 ? 1 : 0.58), 0) * size
  );
}
