-- title: 判断界限
-- grain: 一个批次的一项界限一行；通知没有写明、由处室定的
-- key: batch, name
-- needs: name, at_least, clause
-- names: batch = batches.batch, name = name_similarity
select batch, name, at_least::double as at_least, note, clause,
from raw.thresholds
