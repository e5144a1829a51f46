/**
 * The style of the paper: which way it lies, and what stands at
 * its foot. What could end the text or the style is left out.
 */
export const paperStyle = (foot: string, isWide: boolean): string =>
  `<style>@page { size: A4${isWide ? ' landscape' : ''}; } @media print { :root { --foot: "${foot.replace(/[\\"<>\n\r\f]/g, ' ')}"; } }</style>`;
