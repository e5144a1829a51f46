-- title: 市推荐数等于占用名额、不占名额与占不占未知的之和，免占者写明理由
-- left: 市推荐项目
-- right: 占用、不占名额与未知的
select concat(batch, ' 市推荐 = 占用 + 不占 + 未知') as what, batch, 'recommended' as left_metric, sum(recommended) as left_side, sum(coalesce(quota_used + quota_exempt, exemption_unknown)) as right_side,
from marts.projects
group by batch
union all
select concat(batch, ' 逐个项目都相等'), batch, 'projects', count(*), count_if(recommended = coalesce(quota_used + quota_exempt, exemption_unknown)),
from marts.projects
group by batch
union all
select concat(batch, ' 不占名额者写明理由，写明理由者不占'), batch, 'recommended', sum(recommended), count_if(recommended = 1 and coalesce((quota_exempt = 1) = (quota_exemption is not null), true)),
from marts.projects
group by batch
order by what
