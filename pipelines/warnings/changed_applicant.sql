-- title: 同一编号换了单位
-- definition: 后交的文件里同一项目编号的代码或单位名称与先交的不同，以后交的为准，待核；两样都不同的、市不同的，都不收
-- only_with: resolved.superseded
select
  'applications' as source,
  n.source_file,
  n.source_sheet,
  n.source_row,
  if(o.applicant_id is distinct from n.applicant_id, code.header, name.header) as "column",
  if(o.applicant_id is distinct from n.applicant_id, n.applicant_id, n.applicant) as value,
  '取代了 ' || s.source_file || ' 第 ' || s.source_row || ' 行，那里的单位是 ' || concat_ws(' ', o.applicant, o.applicant_id) as problem,
  '核对是不是同一个单位、同一个项目；是就不用改' as fix,
  'mark' as effect,
from resolved.superseded as s
join staging.applications as o using (source_file, source_sheet, source_row)
join staging.applications as n on n.source_file = s.by_file and n.source_sheet = s.by_sheet and n.source_row = s.by_row
join sources.contracts as code on code.source = 'applications' and code.name = 'applicant_id'
join sources.contracts as name on name.source = 'applications' and name.name = 'applicant'
where s.source = 'applications'
  and (o.applicant_id is distinct from n.applicant_id or parsers.spelling(o.applicant) is distinct from parsers.spelling(n.applicant))
