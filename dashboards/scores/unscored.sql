-- standing: 结论
select
  p.project_id,
  p.project_name,
  p.applicant,
  p.city,
  p.batch,
  p.direction,
  p.review_score,
  case
    when r.means is null then concat(p.review_result, '，是什么意思通知未录')
    when r.means = 'listed' and p.listed = 0 then '评审揭榜，没有公布'
    else p.review_result
  end as standing,
from projects as p
join reference.results as r on r.batch = p.batch and r.result = p.review_result
where p.review_score is null
  or r.means is null
  or r.means not in ('listed', 'refused')
  or (r.means = 'listed' and p.listed = 0)
order by p.batch, p.direction, p.review_score desc nulls last, p.project_id
