-- title: 设区市
-- grain: 一个设区市一行，按行政区划代码（GB/T 2260）排列；方格图上的行、列照大致的方位，不是边界
-- key: code
-- needs: city, short_name, is_separately_planned, tile_row, tile_column
select
  code,
  city,
  short_name,
  is_separately_planned::boolean as is_separately_planned,
  tile_row::integer as tile_row,
  tile_column::integer as tile_column,
from raw.cities
order by code
