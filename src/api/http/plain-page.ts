/** A page for people where no page of the site can be asked for: what is wrong, and the ways on. */
export function plainPage(
  title: string,
  message: string,
  ways: readonly (readonly [href: string, text: string])[],
  rows: readonly (readonly string[])[] = []
) {
  const links = ways.map(([href, text]) => `<a href="${escaped(href)}">${escaped(text)}</a>`).join('　');
  const [heads = [], ...cells] = rows.map((row) => row.map(escaped));
  const table =
    rows.length === 0
      ? ''
      : `<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody>${cells
          .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
          .join('')}</tbody></table>`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · 百景</title>
<style>
body { max-width: 40rem; margin: 12vh auto; padding: 0 1rem; font: 16px/1.6 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; overflow-wrap: anywhere; }
body:has(table) { max-width: 64rem; margin-top: 6vh; }
h1 { font-size: 20px; }
table { border-collapse: collapse; font-size: 14px; }
th, td { padding: 4px 14px 4px 0; border-bottom: 1px solid rgba(127, 127, 127, 0.4); text-align: left; vertical-align: top; }
@media (max-width: 680px) { thead { display: none; } tr { display: block; padding: 6px 0; } td { display: block; padding: 0; border: 0; } td:first-child { font-weight: 600; } }
@media print { p:last-child { display: none; } }
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(message)}</p>
${table}
<p>${links}</p>
</body>
</html>
`;
}

/** Whether a browser keeps what was written on a page that it does not store is its own affair. */
export const backward = '按浏览器的“后退”回到刚才的页面：多数浏览器里填写的还在，没有的要再填一次。';

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
