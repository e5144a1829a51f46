-- title: 一个代码有两个单位
-- definition: 一个文件里、一个批次的各个文件之间，同一统一社会信用代码写着不同的申报单位，照收，待核；只差写法的（有限公司、省市字样、曾用名、一个字）不说
with varied as (
  select applicant_id
  from staging.applications
  where applicant_id is not null
  group by applicant_id
  having count(distinct applicant) > 1
),
-- 几个文件里都有的项目，是后交的改了先交的。
handed_again as (
  select project_id
  from staging.applications
  group by project_id
  having count(distinct source_file) > 1
),
applied as (
  select
    applicant_id,
    applicant,
    batch,
    h.project_id is not null as is_again,
    source_file,
    source_sheet,
    source_row,
    regexp_replace(parsers.spelling(regexp_replace(applicant, '[（(](原|曾用名|更名).*$', '')), '有限|责任|股份|集团|公司|[省市]', '', 'g') as core,
  from staging.applications
  semi join varied using (applicant_id)
  left join handed_again as h using (project_id)
  where applicant is not null
),
names as (
  select
    source_file,
    batch,
    applicant_id,
    core,
    is_again,
    arg_min({'file': source_file, 'sheet': source_sheet, 'row': source_row, 'name': applicant}, (source_sheet, source_row)) as place,
  from applied
  group by source_file, batch, applicant_id, core, is_again
),
clashes as (
  select
    one.source_file,
    one.batch,
    one.applicant_id,
    one.core,
    one.is_again,
    arg_min(other.place, (other.source_file <> one.source_file, other.place)) as other,
  from names as one
  join names as other
    on other.applicant_id = one.applicant_id
    and (other.source_file = one.source_file or (other.batch = one.batch and not one.is_again and not other.is_again))
  where other.core <> one.core
    and not (least(length(one.core), length(other.core)) >= 4 and (contains(one.core, other.core) or contains(other.core, one.core)))
    and not (
      length(one.core) >= 6
      and length(one.core) = length(other.core)
      and len(list_filter(range(1, length(one.core) + 1), lambda i: one.core[i] <> other.core[i])) = 1
    )
  group by one.source_file, one.batch, one.applicant_id, one.core, one.is_again
)
select
  'applications' as source,
  a.source_file,
  a.source_sheet,
  a.source_row,
  k.header as "column",
  a.applicant as value,
  '代码 ' || a.applicant_id || ' 在这里是' || parsers.quoted(a.applicant) || '，在'
    || if(
      c.other.file = a.source_file,
      parsers.other_rows([{'sheet': c.other.sheet, 'row': c.other."row"}], 1, a.source_sheet, a.source_row),
      concat_ws(' ', '', c.other.file, nullif(c.other.sheet, ''), format('第 {} 行', c.other."row"))
    ) || '是' || parsers.quoted(c.other.name) as problem,
  '对照营业执照核对代码和名称；同一单位更了名，就写成一个名称' as fix,
  'mark' as effect,
from applied as a
join clashes as c
  on c.source_file = a.source_file and c.batch is not distinct from a.batch and c.applicant_id = a.applicant_id and c.core = a.core
  and c.is_again = a.is_again
join sources.contracts as k on k.source = 'applications' and k.name = 'applicant'
