-- title: 该验收了
-- to: division、city
-- kind: deadline
-- within: 30、7
-- remind_workdays: 20
-- note: 揭榜而没有验收结论的，期限是实施期止那一天；申请过而还没有结论的是省里的事，也在内。实施期止未填、读不出的算不出来。
select
  concat_ws(' ', project_id, kind) as key,
  city,
  batch,
  due_on::varchar as value,
  format(
    '{}“{}”（{}）要{}，实施期止 {}。',
    if(actor = '申报单位', applicant || '的', acting || '：' || applicant || '的'),
    project_name,
    project_id,
    what,
    coalesce(due_on::varchar, '未知')
  ) as message,
  {project: project_id, applicant: applicant, what: what, period_end: due_on} as evidence,
  due_on::timestamp + interval '23:59:59' as due,
from matters
where kind in ('apply', 'accept', 'rectify')
