import type { Key } from '#lib/charts/index.ts';
import { textWidth } from '#lib/charts/style.ts';
import { round, textAt } from './text.ts';

const size = 12;
const lineHeight = 20;

/** The shape of a key in a box of 14 by 14. A shape that is not known here is a square. */
function shapeOf({ shape, color }: Key): string {
  const fill = `fill="${color}"`;
  switch (shape) {
    case 'bar':
      return `<rect y="2" width="14" height="10" ${fill}/>`;
    case 'thin':
      return `<rect y="5" width="14" height="4" ${fill}/>`;
    case 'tick':
      return `<rect x="6" width="3" height="14" ${fill}/>`;
    case 'dashed':
      return `<rect x="0.5" y="2.5" width="13" height="9" fill="none" stroke="${color}" stroke-dasharray="3 2"/>`;
    case 'box':
      return `<rect x="0.5" y="2.5" width="13" height="9" ${fill} stroke="var(--rule-strong)"/>`;
    case 'span':
      return `<path d="M1 3v8M1 7h12M13 3v8" fill="none" stroke="${color}" stroke-width="1.4"/>`;
    case 'ring':
      return `<circle cx="7" cy="7" r="4.5" fill="none" stroke="${color}" stroke-width="1.5"/>`;
    case 'line':
      return `<path d="M0 7h14" stroke="${color}" stroke-width="2" stroke-dasharray="4 2"/>`;
    case 'solid':
      return `<path d="M0 7h14" stroke="${color}" stroke-width="2"/>`;
    case 'dotted':
      return `<path d="M0 7h14" stroke="${color}" stroke-width="2" stroke-dasharray="2 2"/>`;
    case 'circle':
      return `<circle cx="7" cy="7" r="5" ${fill}/>`;
    case 'diamond':
      return `<path d="M7 1l6 6-6 6-6-6z" ${fill}/>`;
    case 'triangle':
      return `<path d="M7 1.5l6 11H1z" ${fill}/>`;
    case 'oblong':
      return `<rect y="4" width="14" height="6" ${fill}/>`;
    default:
      return `<rect x="2" y="2" width="10" height="10" ${fill}/>`;
  }
}

/** What colours and shapes mean, in as many lines as it takes. */
export function drawKeys(keys: readonly Key[], room: number): { svg: string; height: number } {
  let x = 0;
  let y = 0;
  const drawn = keys.map((key) => {
    const width = 20 + textWidth(key.title, size) + 18;
    if (x > 0 && x + width > room) [x, y] = [0, y + lineHeight];
    const at = `<g transform="translate(${round(x)} ${y})">${shapeOf(key)}${textAt(20, 11.5, key.title, { size, fill: 'var(--muted)' })}</g>`;
    x += width;
    return at;
  });
  return { svg: drawn.join(''), height: keys.length === 0 ? 0 : y + lineHeight };
}
