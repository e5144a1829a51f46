-- beside: city
-- short_name: 简称
-- tile_row: 方格行 — 摆在哪里见 data/reference/cities.csv
-- tile_column: 方格列 — 摆在哪里见 data/reference/cities.csv
-- quota_note: 名额说明
select
  c.city,
  metrics.quota_use_rate(c) as quota_use_rate,
  metrics.quota_used(c) as quota_used,
  metrics.quota(c) as quota,
  metrics.quota_over(c) as quota_over,
  metrics.quota_free(c) as quota_free,
  case
    when count(c.quota) = 0 then '名额未导入'
    when sum(c.quota_unknown) > 0 then '部分未导入'
  end as quota_note,
  r.short_name,
  r.tile_row,
  r.tile_column,
from province_cube as c
join reference.cities as r on r.city = c.city
group by c.city, r.code, r.short_name, r.tile_row, r.tile_column
order by r.code
