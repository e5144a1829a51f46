-- keys: project_id
-- failed: 不通过 (条, count)
-- in_review: 待核 (条, count)
-- broken: 不通过的条款和规则
select
  p.project_id,
  p.project_name,
  p.batch,
  p.city,
  p.stage,
  sum(f.failed) as failed,
  sum(f.in_review) as in_review,
  string_agg(distinct f.clause || ' ' || f.title, '；' order by f.clause || ' ' || f.title) filter (f.verdict = 'fail') as broken,
from findings as f
join projects as p using (project_id)
group by all
having sum(f.failed) > 0
order by failed desc, in_review desc, p.project_id
