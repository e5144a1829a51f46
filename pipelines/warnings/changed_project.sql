-- title: 同一编号换了项目
-- definition: 后交的文件里同一项目编号的批次与先交的不同，或项目名称一半以上的字不同，或名称和任务都不同：可能是另一个项目用了它的编号，以后交的为准，待核
-- only_with: resolved.superseded
select
  'applications' as source,
  n.source_file,
  n.source_sheet,
  n.source_row,
  id.header as "column",
  n.project_id as value,
  '取代了 ' || s.source_file || ' 第 ' || s.source_row || ' 行，那里是 ' || o.batch || ' 批次的' || parsers.quoted(o.project_name)
    || '，这里是 ' || n.batch || ' 批次的' || parsers.quoted(n.project_name) as problem,
  '是同一个项目就不用改；是两个项目，就给各自的编号' as fix,
  'mark' as effect,
from resolved.superseded as s
join staging.applications as o using (source_file, source_sheet, source_row)
join staging.applications as n on n.source_file = s.by_file and n.source_sheet = s.by_sheet and n.source_row = s.by_row
join sources.contracts as id on id.source = 'applications' and id.name = 'project_id'
cross join lateral (
  select list_distinct(string_split(parsers.spelling(o.project_name), '')) as before, list_distinct(string_split(parsers.spelling(n.project_name), '')) as after
) as letters
where s.source = 'applications'
  and (
    o.batch <> n.batch
    or (parsers.spelling(o.project_name) <> parsers.spelling(n.project_name) and o.task_no <> n.task_no)
    or len(list_intersect(letters.before, letters.after)) * 2 < greatest(len(letters.before), len(letters.after))
  )
