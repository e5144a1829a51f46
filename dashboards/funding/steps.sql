-- compared_projects: 项目数 (个, count) — 自己填写的计划投资、申报和核定的实际投入都已知的项目
select
  c.batch,
  coalesce(sum(c.compared_projects), 0) as compared_projects,
  sum(c.planned_compared) as planned_compared,
  sum(c.declared_compared) as declared_compared,
  sum(c.verified_compared) as verified_compared,
  sum(c.net_compared) as net_compared,
from cube as c
group by c.batch
order by c.batch
