-- title: 判断界限
-- grain: 一个批次的一项界限一行；通知没有写明、由处室定的
select batch, name, at_least::double as at_least, note, clause,
from raw.thresholds
