import { renderSVG } from 'uqr';

/** A QR code as a picture: black on white whatever the theme, with the empty border that readers need. */
export const qrPicture = (text: string): string =>
  renderSVG(text, { ecc: 'M', border: 4, pixelSize: 4, blackColor: '#000', whiteColor: '#fff' });
