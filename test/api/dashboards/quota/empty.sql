select city, quota_used, total_investment, submitted_at, concluded_on, applied = 1 as is_applied,
from projects
where false
