-- title: 县（市、区）的变更
-- grain: 一个批次起生效的一处合并或更名一行，按批次的通知；以前的批次不变
-- key: notice, city, county
-- needs: city, county, merged_into, clause
-- names: city = cities.city, county = counties.county, merged_into = counties.county
-- words: county, merged_into
select b.batch, c.notice, c.city, c.county, c.merged_into, c.clause,
from raw.county_changes as c
join reference.batches as b using (notice)
