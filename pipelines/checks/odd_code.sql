-- title: 代码可疑
-- definition: 不是 18 位、有不该有的字符、校验位不符的代码，照收，待核
-- 同样的写法只读一次。
with cells as (
  select *
  from sources.cells
  where kind in ('code', 'codes') and value is not null
),
coded as (
  select value, kind, unnest(if(kind = 'code', [parsers.code(value)], parsers.codes(value))) as code
  from (select distinct value, kind from cells)
),
judged as (
  select *, parsers.check_digit(code) as digit
  from coded
  where code is not null
),
odd as (
  from judged
  where digit is distinct from code[18]
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(code) || case
    when length(code) <> 18 then '有 ' || length(code) || ' 位，统一社会信用代码应为 18 位'
    when digit is null then '有统一社会信用代码里不会出现的字符（没有 I、O、S、V、Z）'
    else '的校验位不符（GB 32100），按前 17 位末位应为 ' || digit
  end as problem,
  '对照营业执照核一遍，常见的是 O 和 0、I 和 1 写混或漏一位；确实如此则不用改' as fix,
  'mark' as effect,
from cells
join odd using (value, kind)
