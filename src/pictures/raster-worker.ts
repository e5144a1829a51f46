import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** One picture to be drawn, with the font of its texts. */
export interface Asked {
  svg: string;
  family: string;
  file: string;
  zoom: number;
}

export type Drawn = { png: Uint8Array } | { lacksChinese: true } | { error: string };

const ready = readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then(initWasm);
let held: { file: string; bytes: Uint8Array; knowsChinese: boolean } | null = null;

parentPort?.on('message', (asked: Asked) => {
  void draw(asked).then(
    (drawn) => parentPort?.postMessage(drawn),
    (error: unknown) => parentPort?.postMessage({ error: String(error) } satisfies Drawn)
  );
});

async function draw({ svg, family, file, zoom }: Asked): Promise<Drawn> {
  await ready;
  if (held?.file !== file) {
    const bytes = new Uint8Array(await readFile(file));
    held = { file, bytes, knowsChinese: knowsChinese(bytes, family) };
  }
  if (!held.knowsChinese) return { lacksChinese: true };
  return { png: rendered(svg, held.bytes, family, zoom, (image) => image.asPng()) };
}

type Image = ReturnType<InstanceType<typeof Resvg>['render']>;

function rendered<T>(svg: string, font: Uint8Array, family: string, zoom: number, take: (image: Image) => T): T {
  const drawing = new Resvg(svg, {
    font: { fontBuffers: [font], loadSystemFonts: false, defaultFontFamily: family, sansSerifFamily: family },
    fitTo: { mode: 'zoom', value: zoom },
  });
  const image = drawing.render();
  try {
    return take(image);
  } finally {
    image.free();
    drawing.free();
  }
}

/** Whether a font draws a Chinese character, and not the box that it has for what it does not know. */
function knowsChinese(font: Uint8Array, family: string): boolean {
  const [known, unknown] = ['省', '\u{10fffd}'].map((text) =>
    rendered(
      `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="2" y="32" font-size="32" font-family="${family}">${text}</text></svg>`,
      font,
      family,
      1,
      ({ pixels }) => Buffer.from(pixels)
    )
  ) as [Buffer, Buffer];
  return known.some((byte) => byte !== 0) && !known.equals(unknown);
}
