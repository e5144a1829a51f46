-- title: 一个编号有两个单位
-- definition: 几个文件里同一个项目编号是不同的市，或者代码和名称都不同的单位：分不清是哪一个，都不用；编号多半是流水号。名字说是第 2 次报送、更正的文件改了市或者改了单位的，以它为准，不在此列；两样都改的、编号是流水号的仍在；账号交的行说别的市的项目，另有检查，不在此列
with twice as (
  select project_id
  from staging.applications
  where project_id is not null
  group by project_id
  having count(distinct source_file) > 1
),
applied as (
  select
    a.project_id,
    a.applicant_id,
    a.applicant,
    parsers.spelling(a.applicant) as spelling,
    a.city,
    a.source_file,
    a.source_sheet,
    a.source_row,
    concat_ws(' ', a.city, a.applicant) as said,
  from staging.applications as a
  semi join twice using (project_id)
),
clashes as (
  select
    one.*,
    arg_min(other.said || '（' || other.source_file || ' 第 ' || other.source_row || ' 行）', (other.source_file, other.source_row)) as others,
  from applied as one
  join applied as other
    on other.project_id = one.project_id
    and other.source_file <> one.source_file
    -- A number that an account of another city claims is its defect alone: it takes nobody's row away.
    and not (
      other.city <> one.city
      and (
        one.source_file in (select source_file from sources.owned)
        or other.source_file in (select source_file from sources.owned)
      )
    )
    and (other.city <> one.city or (other.applicant_id <> one.applicant_id and other.spelling <> one.spelling))
    and not (
      (parsers.says_later(one.source_file) or parsers.says_later(other.source_file))
      and not regexp_full_match(one.project_id, '\d{1,4}')
      and (other.city = one.city or other.applicant_id = one.applicant_id or other.spelling = one.spelling)
    )
  group by all
)
select
  'applications' as source,
  source_file,
  source_sheet,
  source_row,
  k.header as "column",
  project_id as value,
  k.header || parsers.quoted(project_id) || '在两个文件里是两家：这里是 ' || said || '，另有 ' || others || '，分不清是哪一个，都没有收' as problem,
  if(regexp_full_match(project_id, '\d{1,4}'), '这样的编号像是流水号，换成申报系统给出的编号', '核对编号，改成各自的')
    || '；确是同一个项目的，只交改正后的那一份，或把两份里的市和单位改成一致' as fix,
  'row' as effect,
from clashes
join sources.contracts as k on k.source = 'applications' and k.name = 'project_id'
