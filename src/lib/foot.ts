/** The style that writes a text at the foot of every printed page. What could end the text or the style is left out. */
export const footStyle = (text: string): string => `<style>@media print { :root { --foot: "${text.replace(/[\\"<>\n\r\f]/g, ' ')}"; } }</style>`;
