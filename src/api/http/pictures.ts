import type { Font, Pictured } from '#pictures';

/** Draws figures for who takes them away. */
export interface Pictures {
  svg(pictured: Pictured): Promise<string>;
  /** Refused where this machine has no font that knows Chinese. */
  png(pictured: Pictured, signal: AbortSignal): Promise<Uint8Array>;
}

/** What draws is loaded when the first picture is asked for: most servers start without. `font` finds one. */
export function createPictures(font?: () => Promise<Font | null>): Pictures {
  const load = async () => {
    const room = await import('#pictures');
    return { drawPicture: room.drawPicture, raster: room.createRaster(font) };
  };
  let loaded: ReturnType<typeof load> | undefined;
  return {
    async svg(pictured) {
      const { drawPicture } = await (loaded ??= load());
      return (await drawPicture(pictured)).svg;
    },
    async png(pictured, signal) {
      const { drawPicture, raster } = await (loaded ??= load());
      const { svg } = await drawPicture(pictured, await raster.family());
      return raster.png(svg, signal);
    },
  };
}
