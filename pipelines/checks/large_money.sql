-- title: 万元数异常大
-- definition: 按万元计达到 1000000（100 亿元）的，照收，待核
with read as materialized (
  select *, parsers.money(value, unit) as amount, parsers.money_parts(value) as parts
  from sources.cells
  where kind = 'money' and length(value) >= 7 and not regexp_full_match(value, '\d{1,6}\.\d{1,2}')
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '按万元计是 ' || format('{:.2f}', amount::double / 100000000) || ' 亿元，很可能填的是元' as problem,
  '核对单位：填的是元就改成万元数，或在格子里写明“元”；数额属实则不用改' as fix,
  'mark' as effect,
from read
where parts.whole <> ''
  and amount >= 1000000 * 10000::decimal(18, 2)
  and parsers.unit_factor(coalesce(nullif(parts.unit, ''), unit)) = 10000
