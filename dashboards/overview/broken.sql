-- broken: 不通过的条款和规则
select
  p.project_id,
  p.project_name,
  p.batch,
  p.city,
  p.stage,
  string_agg(distinct f.clause || ' ' || f.title, '；' order by f.clause || ' ' || f.title) as broken,
from findings as f
join projects as p using (project_id)
where f.verdict = 'fail'
group by all
order by count(*) desc, p.project_id
