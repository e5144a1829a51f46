-- title: 市推荐数等于占用名额与不占名额之和，免占者写明理由
-- left: 市推荐项目
-- right: 占用与不占名额
select concat(batch, ' 市推荐 = 占用 + 不占') as what, batch, 'recommended' as left_metric, sum(recommended) as left_side, sum(quota_used + quota_exempt) as right_side,
from marts.projects
group by batch
union all
select concat(batch, ' 逐个项目都相等'), batch, 'projects', count(*), count_if(recommended = quota_used + quota_exempt),
from marts.projects
group by batch
union all
select concat(batch, ' 不占名额者写明理由，写明理由者不占'), batch, 'recommended', sum(recommended), count_if(recommended = 1 and (quota_exempt = 1) = (quota_exemption is not null)),
from marts.projects
group by batch
order by what
