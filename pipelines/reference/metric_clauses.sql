-- title: 指标所依据的条款
-- grain: 一份通知的一项指标一行
-- key: notice, metric
-- needs: metric, clause
-- names: metric = metrics
select notice, metric, clause,
from raw.metrics
