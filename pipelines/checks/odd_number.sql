-- title: 像是随手填的数
-- definition: 高于 100 的得分，一串 9 的、四位以上处处相同的、12345 这样的数（999、9999、8888），多半是占位，像年份的个数，照收，待核
with numbers as (
  select
    *,
    if(kind = 'integer', parsers.integer(value), parsers.number(value)) as number,
    regexp_full_match(parsers.integer(value)::varchar, '20\d\d') as is_year_like,
  from sources.cells
  where kind in ('integer', 'number') and length(value) >= 3
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || case
    when name = 'score' and number > 100 then '高于 100 分'
    when kind = 'integer' and is_year_like then '像是年份，不像真的' || header
    else '像是占着格子的数，不像真的' || header
  end as problem,
  '核对原件，改成真的' || header || '；没有就留空；属实则不用改' as fix,
  'mark' as effect,
from numbers
where (name = 'score' and number > 100)
  or (kind = 'integer' and is_year_like)
  or regexp_full_match(number::bigint::varchar, '9{3,}|1{4,}|2{4,}|3{4,}|4{4,}|5{4,}|6{4,}|7{4,}|8{4,}|12345\d*')
