export { drawPicture, type Pictured, type PictureSaid } from './picture.ts';
export { findFont, type Font } from './fonts.ts';
export { createRaster, type Raster } from './raster.ts';
