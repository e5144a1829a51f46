-- title: 查重要比的项目
-- grain: 一个申报过的项目一行，财政支持台账里的一条省级支持一行
-- passing: 只有查重和财政支持比名称时用
-- entry_id: 项目编号，或台账的文件、表和行
-- core: 去掉期次的名称
with named as (
  select
    p.project_id as entry_id,
    p.project_id,
    p.applicant_id as organisation_id,
    p.project_name,
    parsers.project_name(p.project_name) as name,
    parsers.site_name(p.site) as site,
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
    parsers.project_name(project_name),
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
select *, parsers.name_core(name) as core,
from named
