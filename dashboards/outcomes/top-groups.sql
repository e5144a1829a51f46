-- share: 占全部净奖补 (%, percent) — 没有所属集团的单位也在全部之内；由图“奖补集中在多少单位、集团和市”各行得出
with whole as (
  select sum(p.subsidy_net) as net
  from projects as p
)
select
  p.group_name,
  sum(p.supported) as supported,
  sum(p.subsidy_net) as subsidy_net,
  sum(p.subsidy_net) / nullif(any_value(w.net), 0)::double as share,
from projects as p
cross join whole as w
where p.group_name is not null
group by p.group_name
having sum(p.subsidy_net) > 0
order by sum(p.subsidy_net) desc, p.group_name
