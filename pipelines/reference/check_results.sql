-- title: 核查结果的含义
-- grain: 一个核查事项的一种结果一行；clear 不妨碍，barred 妨碍，removed 曾列入、已移出
-- key: item, result
-- needs: result, means
-- names: item = sources.checks.item, means = clear | barred | removed
select item, result, means,
from raw.check_results
