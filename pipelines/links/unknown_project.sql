-- title: 没有这个项目
-- definition: 项目没有申报信息，或申报信息有误而未收；这样的行不用，但留着
with refused as (
  select source, source_file, source_sheet, source_row, min(problem) as problem
  from (from sources.defects union all by name from checks.defects)
  where effect = 'row'
  group by source, source_file, source_sheet, source_row
),
handed_in as (
  select
    parsers.id(c.value) as project_id,
    c.source_file,
    c.source_row,
    r.source is not null as is_refused,
    r.problem,
  from sources.cells as c
  left join refused as r using (source, source_file, source_sheet, source_row)
  where c.kind = 'id'
),
projects as (
  select
    project_id,
    bool_or(not is_refused) as is_usable,
    arg_min({'file': source_file, 'row': source_row, 'problem': problem}, source_row) filter (is_refused) as refusal,
  from handed_in
  where project_id is not null
  group by project_id
),
named as (
  select *, parsers.id(value) as project_id
  from sources.cells
  where kind = 'project' and value is not null
)
select
  n.source,
  n.source_file,
  n.source_sheet,
  n.source_row,
  n.header as "column",
  n.value,
  case
    when p.project_id is null then '没有' || n.header || '为' || parsers.quoted(n.project_id) || '的申报信息'
    else '项目' || parsers.quoted(n.project_id) || '的申报信息未被接收（' || p.refusal.file || ' 第 ' || p.refusal.row || ' 行：' || p.refusal.problem || '）'
  end as problem,
  case
    when p.project_id is null then '核对编号是否写错；没写错就把这个项目的申报信息一起交来'
    else '先改正那一行，再一起导入'
  end as fix,
  'row' as effect,
from named as n
left join projects as p using (project_id)
where n.project_id is not null and p.is_usable is distinct from true
