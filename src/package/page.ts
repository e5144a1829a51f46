import type { Catalog } from '#query';
import type { Receipt } from '#spec';
import type { Figure } from './figures.ts';
import type { Original } from './originals.ts';
import { keyOf, type ProvedMetric, type ProvedTerm } from './proofs.ts';

export interface PageOptions {
  receipt: Receipt;
  catalog: Catalog;
  figures: readonly Figure[];
  metrics: readonly ProvedMetric[];
  terms: readonly ProvedTerm[];
  originals: readonly Original[];
  /** What the package is of, in words. */
  selection: string;
  /** What is left out, and why, a line each. */
  left: readonly string[];
  /** Whether everything was made again from the package before it was handed over. */
  isProven: boolean;
  /** Where the table of a mart lies. */
  tableOf: (mart: string) => string | null;
  book: { formulas: number };
}

/** 说明.html: opens by itself in any browser, without a script, a font or anything of another host. */
export function explainingPage(options: PageOptions): string {
  const { receipt, selection } = options;
  const sample = receipt.isSample ? '<p class="mark">示例数据：单位、名额、金额全是虚构的。</p>' : '';
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>审计包 ${escape(receipt.number)}</title>
<style>${style}</style>
</head>
<body>
<h1>审计包：回执 ${escape(receipt.number)}</h1>
<p>版本 ${escape(receipt.version)} · 截至日 ${escape(receipt.asOf)} · 导入于 ${escape(receipt.loadedAt)} · ${escape(selection)}</p>
${sample}
${waysToCheck(options)}
${headlines(options)}
${leftOut(options)}
${proofs(options)}
</body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; }
body { font: 15px/1.6 system-ui, "Microsoft YaHei", "PingFang SC", sans-serif; margin: 1.5rem auto; max-width: 74rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; } h3 { font-size: 1rem; margin: 1.6rem 0 .3rem; }
.mark { font-weight: 600; } .wide { overflow-x: auto; }
table { border-collapse: collapse; } th, td { border: 1px solid rgba(127, 127, 127, 0.4); padding: .2rem .5rem; text-align: left; vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code, pre { font: 13px/1.5 ui-monospace, Consolas, monospace; } pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0; }
td { overflow-wrap: anywhere; } .figures td:first-child { white-space: nowrap; } .quiet { opacity: .75; }
@media print { body { font-size: 11px; max-width: none; } h3 { break-after: avoid; } tr { break-inside: avoid; } }
`;

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] as string);

/** What only who runs it knows. */
export const unproven =
  '装包时没有用 recompute.sql 重算过（行数多，要算几分钟）：它写的是建这一版的每一步，算出来是不是和包里的一样，请运行它看，或在百景上 npm run audit-package -- prove 这个.zip';

const waysToCheck = ({ book, isProven }: PageOptions): string => `
<h2>怎样核对</h2>
<ol>
<li><b>包是不是完整。</b> 解开前，在百景上 <code>npm run audit-package -- verify 这个.zip</code>；解开后，不用任何专门的软件：在解开的文件夹里
<code>sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt</code>。这只说明包自身一致；是不是原来那一个，对照做包时给出、登记在案的校验码
（<code>tagmanifest-sha256.txt</code> 的 SHA-256）。</li>
<li><b>主要的数。</b> 打开 <a href="%E5%A4%8D%E7%AE%97.xlsx">复算.xlsx</a>（Excel、WPS、LibreOffice）：${book.formulas} 个数都是公式，由后面几张表的行算出；旁边是程序的数，“差”都应当是 0。</li>
<li><b>全部。</b> 在 <code>data</code> 文件夹里打开 DuckDB（<code>duckdb</code>，不用别的），<code>.read recompute.sql</code>：从交来的每一格文字出发，
重新做出每张表、每条核查结论、每个指标，最后和包里的逐表、逐数比较，“不同”都应当是 0；不同的在 <code>audit.compared</code>、<code>audit.figures_compared</code>。${isProven ? '装包时已这样算过一遍。' : `<b>${unproven}。</b>`}</li>
<li><b>到原件的一格。</b> 下面每个数都写着由哪些行相加、最大的几行来自哪个文件第几行；<code>cells</code> 里是每个文件每一行的文字，<code>originals.csv</code> 是每份原件的 SHA-256。</li>
</ol>
<p>里面有：<code>tables</code> 全部的表（Parquet）、<code>csv</code> 给人看的表、<code>cells</code> 交来的文字、<code>originals</code> 原件、
<code>pipelines</code> 口径和规则的 SQL、<code>reference</code> 通知、条款和限额、<code>receipts</code> 回执、<code>decisions.csv</code> 核定、<code>papers</code> 已印发的材料、
<code>datapackage.json</code> 每张表每一列的类型、单位和主键。</p>`;

function headlines({ figures, catalog }: PageOptions): string {
  const batches = [...new Set(figures.flatMap(({ grouping, batch }) => (grouping === 'batch' ? [batch] : [])))];
  const told = new Map(figures.map((each) => [JSON.stringify([each.metric, each.grouping, each.batch]), each]));
  const cell = (metric: string, batch: string | null) => {
    const figure = told.get(JSON.stringify([metric, batch === null ? '' : 'batch', batch ?? '']));
    return `<td class="n">${figure === undefined ? '—' : shown(figure, catalog)}</td>`;
  };
  const rows = [...catalog.metrics.values()].map(
    ({ name, title, unit }) =>
      `<tr><td><a href="#m-${name}">${escape(title)}</a></td><td>${escape(unit ?? '')}</td>${cell(name, null)}${batches.map((each) => cell(name, each)).join('')}</tr>`
  );
  return `
<h2>主要的数</h2>
<p>金额是元；百分数后面是没有四舍五入的值。“未知”不是 0。分市的在 <code>csv/headline.csv</code>。</p>
<div class="wide"><table class="figures"><thead><tr><th>指标</th><th>单位</th><th class="n">全部</th>${batches.map((each) => `<th class="n">${escape(each)}</th>`).join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`;
}

/** As exact as it is: digits in groups, nothing rounded. */
function shown({ metric, value, isUntold }: Figure, catalog: Catalog): string {
  if (isUntold) return '不适用';
  if (value === null) return '未知';
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(value) ?? [];
  const text = whole === '' ? value : `${sign}${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${rest}`;
  if (catalog.metrics.get(metric)?.format !== 'percent') return text;
  return `${(Number(value) * 100).toFixed(2)}% <span class="quiet">${text}</span>`;
}

function leftOut({ left, originals }: PageOptions): string {
  const rows = originals.map(
    ({ path, sha256, file, why }) =>
      `<tr><td>${escape(path)}</td><td><code>${sha256}</code></td><td>${file === null ? `没有：${escape(why)}` : `<a href="${file}">有</a>`}</td></tr>`
  );
  return `
<h2>遮盖了什么，没有给什么</h2>
<ul>${left.map((line) => `<li>${escape(line)}</li>`).join('')}</ul>
<div class="wide"><table><thead><tr><th>原件</th><th>SHA-256</th><th>原样的在包里吗</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

function proofs({ metrics, terms, catalog, tableOf }: PageOptions): string {
  const byKey = new Map(terms.map((each) => [keyOf(each.term), each]));
  const links = (keys: readonly string[]) =>
    keys.map((key) => `<a href="#t-${key}">${escape(byKey.get(key)?.term.info.title ?? key)}</a>`).join('、');
  const told = metrics.map(({ metric, formula, terms: own }) => {
    const info = catalog.metrics.get(metric);
    return `<h3 id="m-${metric}">${escape(info?.title ?? metric)}</h3><p>${escape(info?.definition ?? '')}</p><pre>${escape(formula)}</pre><p>由这些相加的数算出：${links(own)}</p>`;
  });
  const summed = terms.map((each) => termSection(each, tableOf(each.term.mart), catalog));
  return `<h2>每个指标怎样算</h2>${told.join('\n')}<h2>相加的数，每一个由哪些行来</h2>${summed.join('\n')}`;
}

function termSection(
  { term, total, zeros, unknown, columns, rows }: ProvedTerm,
  table: string | null,
  catalog: Catalog
): string {
  const { info, mart, column } = term;
  const heads = columns.map(({ title }) => `<th>${escape(title)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = columns.map(
      ({ name, type }) => `<td${type === 'number' ? ' class="n"' : ''}>${escape(String(row[name] ?? '—'))}</td>`
    );
    const places = row.sources.map(
      ({ file, sheet, row: at, sha256 }) =>
        `${escape(file)}${sheet ? ` · ${escape(sheet)}` : ''} 第 ${at} 行${sha256 === null ? '' : ` <span class="quiet">${sha256.slice(0, 12)}</span>`}`
    );
    return `<tr>${cells.join('')}<td>${places.join('<br>') || '—'}</td></tr>`;
  });
  const where = table === null ? '' : `全部的行：<code>${table}</code> 里“${escape(column)}”一列不是 0、不是空的。`;
  const listed =
    rows.length === 0
      ? ''
      : `<div class="wide"><table><thead><tr>${heads}<th>来自</th></tr></thead><tbody>${body.join('')}</tbody></table></div>`;
  return `<h3 id="t-${keyOf(term)}">${escape(info.title)}${info.unit ? `（${escape(info.unit)}）` : ''}</h3>
<p>${escape(catalog.titles.get(mart) ?? mart)}：${total} 行相加，另有 ${zeros} 行是 0、${unknown} 行未知。${where}${rows.length < total ? `下面是最大的 ${rows.length} 行。` : ''}</p>${listed}`;
}
