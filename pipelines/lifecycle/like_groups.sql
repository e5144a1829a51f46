-- title: 名称相近的集团
-- grain: 同一期里的一对集团，两个方向各一行：去掉开头的地名相同，或者一个是另一个的简称（头一个字相同，其余的字依次都在里面）；“示例”不算
with keys as (
  select distinct group_period, group_name, replace(group_key, '示例', '') as group_key,
  from lifecycle.groups
  where not is_unnamed
),
names as (
  select
    *,
    regexp_replace(
      group_key,
      (select '^(中国|山东省?|' || string_agg(city || '|' || short_name, '|' order by code) || ')' from reference.cities),
      ''
    ) as bare,
  from keys
  where length(group_key) >= 2
),
-- 简称的每个字都在全称里：先按它最少见的一个字找，名称再多，要比的也只有几对。
letters as (
  select distinct group_period, group_name, group_key, left(group_key, 1) as first, unnest(string_split(substr(group_key, 2), '')) as letter,
  from names
),
rarest as (
  select l.group_period, l.group_name, l.group_key, l.first, arg_min(l.letter, (c.names, l.letter)) as letter,
  from letters as l
  join (select group_period, first, letter, count(*) as names from letters group by all) as c using (group_period, first, letter)
  group by all
),
pairs as (
  select a.group_period, a.group_name as one, b.group_name as other,
  from names as a
  join names as b on b.group_period = a.group_period and b.bare = a.bare and b.group_name <> a.group_name
  where length(a.bare) >= 2
  union
  select a.group_period, unnest([a.group_name, b.group_name]), unnest([b.group_name, a.group_name]),
  from rarest as a
  join letters as b
    on b.group_period = a.group_period
    and b.first = a.first
    and b.letter = a.letter
    and length(b.group_key) > length(a.group_key)
    and case
      when translate(a.group_key, b.group_key, '') = ''
        then regexp_matches(b.group_key, '^' || array_to_string(string_split(a.group_key, ''), '.*'))
    end
)
select group_period, one as group_name, other as like_name,
from pairs
