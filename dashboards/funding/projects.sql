-- rule_rate: 奖补标准的比例 (%, percent) — 见 data/reference/notices/<通知>/subsidy_rules.csv，待核定的不画
-- rule_cap: 奖补标准的上限 (元, yuan) — 见 data/reference/notices/<通知>/subsidy_rules.csv，待核定的不画
select
  p.project_id,
  p.project_name,
  p.applicant,
  p.batch,
  p.city,
  p.direction,
  p.verified_investment,
  p.subsidy_allocated,
  p.subsidy_paid,
  max(r.rate) as rule_rate,
  max(r.cap) as rule_cap,
from projects as p
left join reference.subsidy_rules as r
  on r.batch = p.batch and coalesce(r.direction, p.direction) = p.direction and r.status <> '待核定'
where p.accepted = 1
  and p.verified_investment > 0
group by all
order by p.verified_investment desc, p.project_id
