-- title: 实施地点在省外
-- subject: project
-- reads: applications
-- settle: 核实实施地点，写明市、县；省内外都有的，请单位说明各占多少。
-- site: 实施地点
-- outside: 省外地名
-- 几处地点用顿号、逗号、分号隔开，一处一处地看。全称写在哪里都算，简称只在一段的开头算；路、街、镇、村里的地名不算；没有省、市
-- 的一处，看县（市、区）。单位名称里的地名不是地点。省内外都有的、认不出的待核。公共服务载体不在这半句话里，作为提示。
with places as (
  select distinct
    site,
    unnest(regexp_split_to_array(
      regexp_replace(
        replace(parsers.fold(site), '市政', '政'),
        '[^省市区县镇乡旗盟路街道号村;、,() /]*(公司|集团|研究总?院|设计院|大学|学院|工厂)',
        '',
        'g'
      ),
      '[;、,]+'
    )) as place,
  from lifecycle.judged_projects
  where site is not null
),
parts as (
  select site, place, unnest(list_distinct(regexp_split_to_array(place, '[ /()和及与]+') || [replace(place, ' ', '')])) as part,
  from places
),
names as (
  select name, short_name, false as is_inside,
  from reference.places_elsewhere
  union all
  select city, short_name, true,
  from reference.cities
  union all
  select '山东省', '山东', true
),
counties as (
  select distinct county,
  from reference.counties
  where length(county) > 2
),
named as (
  select
    s.site,
    s.place,
    bool_or(n.is_inside) as is_inside,
    bool_or(not n.is_inside) as is_outside,
    list(distinct n.name) filter (not n.is_inside) as outside,
  from parts as s
  join names as n on contains(s.part, n.name)
    or (
      starts_with(s.part, n.short_name)
      and not regexp_matches(substr(s.part, length(n.short_name) + 1), '^[东西南北中]?[一二三四五六七八九十]?(路|街|大街|大道|道|巷|胡同|支路|镇|乡|村|社区|庄)')
    )
  group by s.site, s.place
),
by_county as (
  select distinct s.site, s.place,
  from places as s
  join counties as c on contains(s.place, c.county)
  anti join named as n using (site, place)
),
sides as (
  select
    p.site,
    bool_or(n.is_inside or c.place is not null) as is_inside,
    bool_or(n.is_outside) as is_outside,
    array_to_string(list_sort(list_distinct(flatten(list(n.outside)))), '、') as outside,
  from places as p
  left join named as n using (site, place)
  left join by_county as c using (site, place)
  group by p.site
),
judged as (
  select
    p.project_id,
    p.site,
    p.is_carrier,
    nullif(s.outside, '') as outside,
    case
      when s.is_inside and s.is_outside then 'mixed'
      when s.is_outside then 'outside'
      when s.is_inside then 'inside'
      when p.site is null then 'blank'
      else 'unknown'
    end as finding,
  from lifecycle.judged_projects as p
  left join sides as s using (site)
)
select
  project_id as subject_id,
  case finding when 'inside' then 'pass' when 'outside' then 'fail' else 'review' end as verdict,
  if(is_carrier, 'info', null) as severity,
  case finding
    when 'inside' then format('实施地点“{}”在省内', site)
    when 'outside' then format('实施地点“{}”在省外（{}）', site, outside)
    when 'mixed' then format('实施地点“{}”省内外都有（{}）', site, outside)
    when 'blank' then '实施地点未填或读不出'
    else format('实施地点“{}”认不出是否在省内', site)
  end as message,
  {site: site, outside: outside} as evidence,
from judged
