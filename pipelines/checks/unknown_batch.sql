-- title: 没有这个批次
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '不是已知的批次' as problem,
  '只能填 ' || (
    select string_agg(batch, '、' order by coalesce(notice_on <= load.as_of, false) desc, notice_on desc nulls last, batch)
    from reference.batches
    cross join loads.load as load
  )
    || if(regexp_matches(parsers.tight(value), '年\d{1,2}月|[/]|[A-Za-z]{3}|^\d{5}$'), '；带短横的批次会被 Excel 当成日期，先把这一列设为“文本”', '') as fix,
  if(essential, 'row', 'cell') as effect,
from sources.cells
where kind = 'batch' and value is not null and parsers.batch(value) is null and not parsers.blank(value, kind)
