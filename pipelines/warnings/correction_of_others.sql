-- title: 更正的不是原来的那些行
-- definition: 文件名说是更正、取代了整份原来的文件，说的却没有一行是原来的项目（单位）和环节、年度、事项：多半是补充，待核；记在第一行
-- only_with: resolved.superseded
with replaced as (
  select distinct s.source, s.source_file, s.by_file
  from resolved.superseded as s
  join resolved.corrections as c on c.source = s.source and c.source_file = s.source_file and c.by_file = s.by_file
  where s.source in (select source from resolved.standing where is_added)
),
shared as (
  select distinct r.source, r.source_file, r.by_file
  from replaced as r
  join resolved.standing as o using (source, source_file)
  join resolved.standing as n on n.source = r.source and n.source_file = r.by_file and n.subject_key = o.subject_key
),
gone as (
  select r.source, r.source_file, r.by_file, count(*) as rows
  from replaced as r
  anti join shared using (source, source_file, by_file)
  join resolved.standing as o using (source, source_file)
  group by all
)
select
  g.source,
  g.by_file as source_file,
  min(n.source_sheet) as source_sheet,
  min(n.source_row) as source_row,
  null as "column",
  null as value,
  '文件名说是更正，取代了 ' || g.source_file || ' 的 ' || g.rows || ' 行，里面却没有一行说的是那里的项目或单位' as problem,
  '是更正就把没有改的行也写上，整份重交；是补充，就改去文件名里的“更正”' as fix,
  'mark' as effect,
from gone as g
join resolved.standing as n on n.source = g.source and n.source_file = g.by_file
group by g.source, g.source_file, g.by_file, g.rows
