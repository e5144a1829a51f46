-- kind: 按
-- 分到净奖补的单位、集团和市，各有几个揭榜而没有下达的项目；没有所属集团的单位在“集团”里各算一个，市里揭榜而没有下达的记 0。
with money as (
  select
    p.*,
    coalesce(p.applicant_id, p.applicant) as firm,
    coalesce(p.group_name, firm) as grouped,
  from projects as p
)
select '单位' as kind, 1 as position, firm as unit, any_value(applicant) as name, sum(subsidy_net) as net, count_if(listed = 1 and subsidy_net is null) as unsettled
from money
group by firm
union all
select '集团', 2, grouped, coalesce(any_value(group_name), any_value(applicant)), sum(subsidy_net), count_if(listed = 1 and subsidy_net is null)
from money
group by grouped
union all
select '市', 3, city, city, coalesce(sum(subsidy_net), 0), count_if(listed = 1 and subsidy_net is null)
from money
where listed = 1 or subsidy_net is not null
group by city
