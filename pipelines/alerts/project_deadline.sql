-- title: 项目的期限快到了
-- to: city、county
-- kind: deadline
-- within: 3、1
-- note: 截止以前要提交、改好再提交、县区推荐、市推荐的项目，一个一条。期限没有录入的算不出来。
select
  concat_ws(' ', project_id, kind) as key,
  city,
  county,
  batch,
  format(
    '{}“{}”（{}）要{}，{}（{}）。',
    if(actor = '申报单位', applicant || '的', acting || '：' || applicant || '的'),
    project_name,
    project_id,
    what,
    coalesce(due_said || ' 截止', '期限未知'),
    due_basis
  ) as message,
  {project: project_id, applicant: applicant, what: what} as evidence,
  coalesce(try_strptime(due_said, '%Y-%m-%d %H:%M'), due_on::timestamp + interval '23:59:59') as due,
from matters
where kind in ('submit', 'resubmit', 'county', 'city') and state <> '没有期限'
