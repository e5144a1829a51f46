select project_id, project_name, applicant, site, total_investment, submitted_at, concluded_on, applied, accepted = 1 as is_accepted,
from projects
order by project_id
