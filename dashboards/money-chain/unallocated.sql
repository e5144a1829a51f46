-- where: accepted:1
-- waiting_days: 验收结论到截至日 (天) — 由本表各行的验收日期得出
-- proposed_sum: 拟奖补合计 (元, yuan) — 由本表各行得出
-- waiting_n: 还没有下达的 (个, count) — 由本表各行得出
-- unproposed_n: 其中没有拟奖补的 (个, count) — 由本表各行得出
select
  p.project_id,
  p.project_name,
  p.applicant,
  p.city,
  p.batch,
  p.concluded_on,
  date_diff('day', p.concluded_on, b.as_of)::integer as waiting_days,
  p.verified_investment,
  p.subsidy_proposed,
  sum(p.subsidy_proposed) over () as proposed_sum,
  count(*) over () as waiting_n,
  count_if(p.subsidy_proposed is null) over () as unproposed_n,
from projects as p
join reference.batches as b on b.batch = p.batch
where p.accepted = 1
  and p.subsidy_allocated is null
order by waiting_days desc nulls last, p.project_id
