-- title: 查重要比的项目
-- grain: 一个申报过的项目一行，财政支持台账里的一条省级支持一行
-- passing: 只有查重和财政支持比名称时用
-- entry_id: 项目编号，或台账的文件、表和行
-- core: 去掉期次的名称
-- 同样的写法只读一次。
with names as materialized (
  select word, parsers.project_name(word) as name, parsers.name_core(parsers.project_name(word)) as core,
  from (
    select project_name as word
    from validated.applications
    union
    select project_name
    from known.prior_support
  )
),
sites as materialized (
  select site as word, parsers.site_name(site) as site,
  from (select distinct site from validated.applications)
),
entries as (
  select
    p.project_id as entry_id,
    p.project_id,
    p.applicant_id as organisation_id,
    p.project_name,
    p.site,
    list_distinct(list_prepend(p.applicant_id, coalesce(p.partner_ids, []))) as members,
    p.batch,
    b.year,
    p.source_file,
    p.source_sheet,
    p.source_row,
  from validated.applications as p
  join reference.batches as b using (batch)
  union all
  select
    concat_ws(' ', source_file, source_sheet, source_row),
    null,
    applicant_id,
    project_name,
    null,
    [applicant_id],
    null,
    year,
    source_file,
    source_sheet,
    source_row,
  from known.prior_support
  where level = '省级'
)
select
  e.entry_id,
  e.project_id,
  e.organisation_id,
  e.project_name,
  n.name,
  s.site,
  e.members,
  e.batch,
  e.year,
  e.source_file,
  e.source_sheet,
  e.source_row,
  n.core,
from entries as e
left join names as n on n.word = e.project_name
left join sites as s on s.word = e.site
