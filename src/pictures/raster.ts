import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createTurns, Refusal } from '#spec';
import { findFont, type Font } from './fonts.ts';
import type { Asked, Drawn } from './raster-worker.ts';

/** Makes pixels of a picture. */
export interface Raster {
  /** The family that texts must be set in. Without a font that knows Chinese it is refused, in words. */
  family(): Promise<string>;
  /** A PNG, twice as large as the picture says. */
  png(svg: string, signal: AbortSignal): Promise<Uint8Array>;
}

/** More pixels than these are refused: they would take hundreds of megabytes. */
const mostPixels = 40_000_000;
/** Milliseconds that one picture may take, and after which nobody who draws stays in memory. */
const [atMost, idle] = [30_000, 60_000];

const noFont = (): Refusal =>
  new Refusal(
    501,
    'no_font',
    '这台服务器上没有找到中文字体，图里的字会变成方框，所以没有画。请管理员装一种（例如 Debian 的 fonts-noto-cjk），或者下载 SVG。'
  );

/**
 * Draws one picture at a time, in a thread of its own: to draw takes a while and, with the font, some hundred
 * megabytes, which are given back when nobody asks any more.
 */
export function createRaster(find: () => Promise<Font | null> = () => findFont()): Raster {
  const turns = createTurns({ size: 1, queue: 20, busy: '正在画的图太多，请过一会儿再试。' });
  let found: Promise<Font> | undefined;
  let worker: Worker | null = null;
  let leaving: NodeJS.Timeout | undefined;

  /** It is looked for until it is there: whoever installs one need not start anew. */
  const font = (): Promise<Font> => {
    found ??= find().then((each) => {
      if (each === null) throw noFont();
      return each;
    });
    found.catch(() => (found = undefined));
    return found;
  };

  async function draw(asked: Asked): Promise<Drawn> {
    clearTimeout(leaving);
    worker ??= new Worker(new URL('./raster-worker.ts', import.meta.url));
    const drawing = worker;
    drawing.ref();
    drawing.postMessage(asked);
    try {
      const [drawn] = (await once(drawing, 'message', { signal: AbortSignal.timeout(atMost) })) as [Drawn];
      return drawn;
    } catch (error) {
      worker = null;
      void drawing.terminate();
      throw error;
    } finally {
      drawing.unref();
      leaving = setTimeout(() => {
        void worker?.terminate();
        worker = null;
      }, idle).unref();
    }
  }

  return {
    family: async () => (await font()).family,
    async png(svg, signal) {
      const known = await font();
      const [, width = '0', height = '0'] = /^<svg [^>]*?width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
      if (Number(width) * Number(height) * 4 > mostPixels)
        throw new Refusal(400, 'too_large', '这张图太大，画不成 PNG。请加筛选，或者下载 SVG。');
      const drawn = await turns.pass(signal, () => draw({ svg, ...known, zoom: 2 }));
      if ('png' in drawn) return drawn.png;
      found = undefined;
      if ('lacksChinese' in drawn) throw noFont();
      throw new Error(`a picture could not be drawn: ${drawn.error}`);
    },
  };
}
