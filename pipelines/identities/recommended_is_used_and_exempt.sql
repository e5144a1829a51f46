-- title: 市推荐数等于占用名额与不占名额之和，免占者写明理由
select project_id, recommended, quota_used, quota_exempt, quota_exemption,
from marts.projects
where recommended <> quota_used + quota_exempt
  or (recommended = 1 and (quota_exempt = 1) <> (quota_exemption is not null))
