-- title: 金额读不出
with unread as (
  select *
  from sources.cells
  where kind = 'money'
    and value is not null
    and case
      when regexp_full_match(value, '\d{1,7}(?:\.\d{1,2})?') then parsers.unit_factor(unit) is null
      else parsers.money(value, unit) is null and not parsers.blank(value, kind)
    end
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || case
    when parsers.scientific(value) then '是科学计数法，位数可能已被 Excel 丢掉'
    when regexp_matches(parsers.tight(value), '^(-|−|\(|负)[\d.,]+') then '是负数，金额不能为负'
    when regexp_matches(parsers.tight(value), '\d.*[-~—–至到].*\d') then '是一个区间，不是一个金额'
    when regexp_matches(parsers.tight(value), '约|近|余|多|超|不足|左右|上下|以上|以下|[>≥<≤]') then '是约数，不是一个确定的金额'
    when parsers.money_parts(value).whole <> '' or parsers.money_parts(value).fraction <> ''
      then '化成元以后不足一分或位数过多，记不下来'
    when regexp_matches(parsers.tight(value), '[元圆]$|[整正]$') and regexp_matches(parsers.tight(value), '[一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]')
      then '是没有写全或两可的大写金额'
    when regexp_matches(parsers.tight(value), '\d') then '不是一个写得规范的金额'
    else '不是金额'
  end as problem,
  if(
    source = 'subsidies' and regexp_matches(parsers.tight(value), '^(-|−|\(|负)[\d.,]+'),
    '收回、调减的金额写在“收回金额”一列，不写负数',
    '写成一个确定的数，如 1234.56（不写单位的按表头' || unit || '计）；'
      || if(source = 'applications' and header = '实施期内计划投资', '留空就是等于项目总投资', '没有这笔金额就留空')
  ) as fix,
  if(essential, 'row', 'cell') as effect,
from unread
