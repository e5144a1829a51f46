-- title: 先交的文件里还有别的行
-- definition: 没有键的表，名字说是最新、最终或第 2 次的文件取代了先交的文件里的几行，那里其余的行照样算着，待核；记在取代的第一行
-- only_with: resolved.superseded
with replaced as (
  select s.source, s.source_file, s.by_file, arg_min({'sheet': s.by_sheet, 'row': s.by_row}, (s.by_row, s.by_sheet)) as place, count(*) as rows
  from resolved.superseded as s
  join resolved.standing as o using (source, source_file, source_sheet, source_row)
  where o.is_added
    and s.by_row is not null
    and parsers.says_later(s.by_file)
    and not parsers.says_correction(s.by_file)
    and not regexp_matches(s.by_file, '补报|补充|增补')
  group by s.source, s.source_file, s.by_file
),
rest as (
  select source, source_file, min(source_row) as first, count(*) as rows
  from resolved.standing
  anti join resolved.superseded using (source, source_file, source_sheet, source_row)
  group by source, source_file
)
select
  r.source,
  r.by_file as source_file,
  r.place.sheet as source_sheet,
  r.place."row" as source_row,
  null as "column",
  null as value,
  '取代了 ' || r.source_file || ' 里的 ' || r.rows || ' 行；那里还有 ' || l.rows || ' 行（第 ' || l.first || ' 行'
    || if(l.rows > 1, '等', '') || '）这里没有，照样算着' as problem,
  '那些行仍然有效就不用改；不要了，就与原来的文件同名、写明“更正”，整份重交' as fix,
  'mark' as effect,
from replaced as r
join rest as l using (source, source_file)
