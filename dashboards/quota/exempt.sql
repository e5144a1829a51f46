-- where: quota_exempt:1
select
  p.quota_exemption,
  metrics.quota_exempt(p) as quota_exempt,
  metrics.total_investment(p) as total_investment,
from projects as p
group by p.quota_exemption
order by quota_exempt desc, p.quota_exemption
