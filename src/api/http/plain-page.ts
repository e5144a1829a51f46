/** A page for people where no page of the site can be asked for: what is wrong, and the ways on. */
export function plainPage(title: string, message: string, ways: readonly (readonly [href: string, text: string])[]) {
  const links = ways.map(([href, text]) => `<a href="${escaped(href)}">${escaped(text)}</a>`).join('　');
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · 百景</title>
<style>
body { max-width: 40rem; margin: 12vh auto; padding: 0 1rem; font: 16px/1.6 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 20px; }
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(message)}</p>
<p>${links}</p>
</body>
</html>
`;
}

/** What such a page may do: nothing but look like itself. */
export const plainPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** The pages above an address whose end cannot be read, the nearest first: `/projects`, then the first page. */
export function waysUp(url: string): [href: string, text: string][] {
  const [path = ''] = url.split('?', 1);
  const [, first = ''] = /^\/([\w-]{1,40})\//.exec(path) ?? [];
  return [...(first === '' ? [] : [[`/${first}`, `打开 /${first}`] as [string, string]]), ['/', '回到首页']];
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
