-- title: 判断界限
-- grain: 一个批次的一项界限一行，按批次的通知；通知没有写明、由处室定的
-- key: notice, name
-- needs: name, at_least, clause
-- may_state: at_least
-- names: name = name_similarity | name_contained | check_months | verified_of_total | targets_met_share | recovery_days | idle_months | investment_change | needs of rules, clause = clauses.id | 管理提示
select b.batch, t.notice, t.name, t.at_least::double as at_least, t.note, t.clause,
from raw.thresholds as t
join reference.batches as b using (notice)
