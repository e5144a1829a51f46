-- title: 省外地名
-- grain: 一个省外的省、自治区、直辖市、特别行政区或地级市一行；简称容易与路名、村名相混的，只认全称
-- key: name
select name, short_name,
from raw.places_elsewhere
