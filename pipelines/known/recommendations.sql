-- title: 推荐汇总表
-- grain: 交来的都知道；重演时因为表上没有日期，过了推荐截止那一天才知道，批次没有推荐截止日的，到有市推荐记录时
select r.*
from validated.recommendations as r
cross join loads.load as l
left join reference.batches as b using (batch)
where l.known_by is null or coalesce(
  b.recommend_by::date <= l.known_by,
  r.project_id in (select e.project_id from known.events as e where e.stage = '市推荐')
)
