/** Two small tables in which everything is that two engines may understand otherwise. */
export const ground = [
  'create schema marts',
  'create schema reference',
  `create table marts.trial as
    select id, city, amount::decimal(18, 2) as amount, wide::decimal(38, 2) as wide, n::integer as n, huge::hugeint as huge,
      score::double as score, happened::timestamp as moment, day::date as day, is_open::boolean as is_open, tags, note::json as note
    from (values
      ('a', '济南市', '0.10', '90071992547409.93', 7, '4611686018427387', '0.1', '2025-04-24 23:59:59', '2025-04-24', true, '甲、乙', '{"x": 1, "y": null, "z": "字"}'),
      ('b', '济南市', '0.20', '-0.01', -7, null, '79', '2025-04-25 00:00:00', '2024-02-29', false, '乙', '{"x": "1.50"}'),
      ('c', '青岛市', '1234567890123456.78', null, 2, '3', '2.5', null, null, null, '', null),
      ('d', null, null, '12.00', null, null, null, '1999-12-31 08:00:00', '1999-12-31', null, null, '{}'),
      ('e', '青岛市', '-0.30', '0.00', 2, '-3', '-2.5', '2026-01-01 00:00:01', '2026-01-01', true, '丙', '{"z": true}')
    ) as t(id, city, amount, wide, n, huge, score, happened, day, is_open, tags, note)`,
  `create table reference.cities as
    from (values ('济南市', 1), ('青岛市', 2), ('烟台市', 3)) as t(city, code)`,
];

/** What is asked of both, and must be answered alike: each is something that was misunderstood elsewhere. */
export const meanings: Readonly<Record<string, string>> = {
  'decimals stay exact':
    'select sum(amount) as amount, sum(wide) as wide, min(amount) as least, amount + wide as pair from marts.trial group by amount + wide order by pair nulls last',
  'a quotient of decimals is no decimal':
    'select id, amount / wide as quotient, 1 / 3 as third, n / 2 as half from marts.trial where wide <> 0 order by id',
  'the rest of a division, also by nothing':
    'select id, n % 3 as rest, n % 0 as nothing, n // 2 as whole from marts.trial order by id',
  'of no row there is no sum':
    "select sum(n) as sum, max(score) as most, count(*) as rows, count(n) as known, count_if(is_open) as open, bool_or(is_open) as any, string_agg(city, '、' order by city) as cities, median(n) as middle, quantile_cont(score, 0.9) as high from marts.trial where id = 'none'",
  'of what is unknown there is no sum':
    "select sum(n) as sum, min(day) as first, any_value(city) as city, count_if(is_open) as open, arg_max(id, n) as most from marts.trial where id = 'd'",
  'nothing on the other side of a join is null':
    'select c.city, count(t.id) as trials, sum(t.n) as n, max(t.moment) as last from reference.cities as c left join marts.trial as t on t.city = c.city group by c.city, c.code order by c.code',
  'a right join keeps the names of the right':
    'select city, sum(n) as n from (select * from (select city, n from marts.trial) right join (select distinct city from reference.cities) using (city)) group by city order by city',
  'a join on true':
    "select c.city, t.n from reference.cities as c left join (select max(n) as n from marts.trial where id = 'none') as t on true order by c.code",
  'unknown is not equal, nor unequal':
    "select id, city = '济南市' as is_it, city <> '济南市' as is_not, city is distinct from '济南市' as differs, city is not distinct from null as is_none from marts.trial order by id",
  'in a list, or not':
    "select id, city in ('济南市', '青岛市') as among, n not in (2, 7) as outside, n not in (7, null) as unsure, n in (7, null) as sure from marts.trial order by id",
  'what is unknown stands last': 'select id, n from marts.trial order by n desc, id',
  'or first, where it is said': 'select id, n from marts.trial order by n nulls first, id desc',
  'what a select calls a column does not reach into it':
    'select city, sum(n) as n, max(n) as most, sum(n) + 1 as more from marts.trial where n > 0 group by city order by n desc, city',
  'names of a select are read beside it':
    'select id, n * 2 as twice, twice + 1 as more, if(more > 5, null, more) as few from marts.trial order by twice nulls last, id',
  'halves go away from zero':
    'select id, round(score) as near, round(score * 10.05, 1) as tenth, score::integer as whole, (score + 1)::bigint as next, ceil(score) as up, floor(score) as down from marts.trial order by id',
  'between two values the middle lies':
    'select median(n) as middle, median(score) as score, quantile_cont(score, 0.25) as low, quantile_cont(n, 0.9) as high from marts.trial',
  'letters of any alphabet':
    "select lower('ABC Ä Ω 济南') as small, upper('abc ä ω 济南') as large, length('济南市') as letters from marts.trial where id = 'a'",
  'texts of numbers':
    "select id, amount::varchar as amount, wide::varchar as wide, score::varchar as score, n::varchar as n, huge::varchar as huge, day::varchar as day, moment::varchar as moment, format('{}/{}', score, wide) as pair from marts.trial order by id",
  'texts beside nothing':
    "select id, concat(city, '-', n) as joined, city || '-' as tied, concat_ws('；', city, tags, n::varchar) as listed from marts.trial order by id",
  'texts of moments':
    "select id, strftime(moment, '%Y-%m-%d %H:%M') as minute, moment::date as on_day, date_diff('day', day, date '2025-04-24') as apart, day between date '2024-02-29' and date '2025-04-24' as within from marts.trial order by id",
  'moments have no zone':
    "select id, moment from marts.trial where moment >= timestamp '2025-04-24 23:59:59' order by moment",
  'texts one after the other':
    "select string_agg(distinct city, '、' order by city) as cities, string_agg(id, '' order by n desc, id) filter (n is not null) as ids from marts.trial",
  'lists end where they end':
    "select id, [1, 2, 3][n] as nth, list_position(['甲', '乙'], tags) as place, list_has_any(string_split(tags, '、'), ['乙']) as has from marts.trial where id <> 'd' order by id",
  'lists are sorted and summed':
    'select list_sum(list_sort(list(score) filter (score is not null))) as sum, list_sort(list(n) filter (n is not null))[2] as second, max(n, 2) filter (n is not null) as two from marts.trial',
  'one column more on one side':
    'select * from (select id, n from marts.trial union all by name select id, city from marts.trial) order by id, n nulls last, city',
  'several selects':
    "select city from marts.trial union select city from reference.cities except select '烟台市' order by city nulls last",
  'running sums, and ranks that are shared':
    'select id, sum(n) over (order by id) as so_far, rank() over (order by n desc nulls last) as rank, row_number() over (partition by city order by id) as place, count(*) over () as all_of_them from marts.trial order by id',
  'parts of a JSON': "select id, note ->> 'x' as x, note ->> 'y' as y, note ->> 'z' as z from marts.trial order by id",
  'the least and the greatest pass over what is unknown':
    'select id, greatest(n, 0) as up, least(n, 2) as down, coalesce(n, 0) as n, nullif(n, 2) as other from marts.trial order by id',
  'distinct values':
    'select count(distinct city) as cities, count(distinct n) as numbers, count(distinct n) filter (is_open) as open from marts.trial',
  'groups of what is unknown':
    'select city, is_open, count(*) as rows from marts.trial group by all order by city nulls last, is_open nulls last',
  'a part of them': 'select id from marts.trial order by id limit 2 offset 1',
  'a relation that only some have':
    'select id from marts.trial as t semi join reference.cities as c on c.city = t.city order by id',
  'the place of a row': 'select city, min(rowid) as place from reference.cities group by city order by place',
  'a division by nothing':
    'select id, n / 0 as none, 0 / (n - n) as unknown, coalesce(n / 0, -1) as told, amount / nullif(wide - wide, 0) as safe from marts.trial order by id',
  'whole numbers divided stay whole only where it is said':
    'select id, n / 2 as half, n // 2 as whole, -7 // 2 as below, -7 % 3 as rest, 7 % -3 as other from marts.trial order by id',
  'what is unknown in logic':
    'select id, n > 3 or is_open as one, n > 3 and is_open as both_of_them, not (n > 3) as other, case when n > 3 then 1 when is_open then 2 else 3 end as nth from marts.trial order by id',
  'not in a list that a query makes':
    "select id, city not in (select city from reference.cities) as outside, n not in (select n from marts.trial where id in ('a', 'd')) as unsure, city not in (select city from reference.cities where code > 9) as of_none from marts.trial order by id",
  'in a list that a query makes, as a filter':
    "select id from marts.trial where n in (select n from marts.trial where id in ('a', 'd')) or city in (select city from reference.cities where code = 2) order by id",
  'texts beside numbers and days':
    "select id, n = '7' as is_seven, day = '2025-04-24' as is_day, day >= '2025-01-01' as is_late, moment < '2025-04-25 00:00:00' as is_before, day::varchar between '2024-01-01' and '2025-12-31' as in_words from marts.trial order by id",
  'nothing counted is 0, and so is what is unknown':
    "select count(distinct city) as cities, count(distinct n) filter (id = 'd') as numbers, count(n) as known, count(*) filter (n > 100) as large, sum(n) filter (n > 100) as sum from marts.trial where id = 'd'",
  'empty texts are texts':
    "select string_agg(tags, '、') as tags, count(tags) as told, nullif(tags, '') as left_over, length(tags) as letters, length(string_split(tags, '、')) as parts from marts.trial where id = 'c' group by tags",
  'of empty texts one text': "select string_agg(tags, '') as tags from marts.trial where id in ('c', 'd')",
  'texts stand in the order of their bytes':
    'select city, tags from marts.trial order by tags desc nulls last, city desc nulls last, id',
  'the least and the last text':
    'select min(city) as least, max(tags) as most, min(note::varchar) as note from marts.trial',
  'days before a century and after one':
    "select id, date '1900-01-01' as early, date '2150-06-30' as late, day + 400 as later, date_diff('month', date '2024-01-31', day) as months from marts.trial order by id",
  'a day has no hour, a moment no zone':
    'select moment::date as on_day, count(*) as rows, min(moment) as first, max(moment)::varchar as last from marts.trial group by moment::date order by on_day nulls last',
  'decimals are rounded as they are written':
    "select id, round(amount * 1.005, 2) as close_by, round(wide / 10000, 2) as wan, wide - 0.01 as less, amount + 0.005 as half_more, round(amount, 1) as tenth, round(amount) as whole from marts.trial where id <> 'c' order by id",
  'sums of what is large stay exact':
    'select sum(wide) as wide, sum(amount) as amount, sum(huge) as huge, sum(wide - 0.01) as less, max(wide) - min(wide) as apart from marts.trial',
  'quantiles of few, and of one':
    "select quantile_cont(score, 0.1) as low, quantile_cont(n, 0.75) as high, quantile_cont(score, 0.5) filter (id = 'a') as one from marts.trial",
  'letters that no rule of SQL reads':
    "select id, tags = '甲_乙' as like_it, contains(tags, '、') as has, contains(tags, '%') as percent, contains(tags, '') as always, city || '''\\' as odd from marts.trial order by id",
  'true and false':
    'select is_open, is_open::varchar as told, is_open = true as yes, max(is_open) as any, min(is_open) as every from marts.trial group by is_open order by is_open nulls last',
};

/** What is refused by its name, on the way or by the engine: it would be answered otherwise, or not at all. */
export const refusals: Readonly<Record<string, string>> = {
  'a fraction of zero has two zeros, and they would be two groups':
    'select score * 0 as nothing, count(*) as rows from marts.trial group by score * 0',
  'a list of what is unknown is none':
    "select id from marts.trial where not list_has_any(string_split(tags, '、'), ['乙'])",
  'patterns of LIKE escape otherwise': String.raw`select id from marts.trial where tags like '甲\_%' escape '\'`,
  'a day less a day': "select day - date '2024-02-29' as apart from marts.trial",
  'the middle of decimals': 'select median(amount) as middle from marts.trial',
  'a text that is no number': 'select id from marts.trial where city > n',
  'decimals beyond their digits': "select sum(wide * wide * wide) as wide from marts.trial where id = 'a'",
  'months by their names': "select strftime(day, '%B') as month from marts.trial",
  'one row of each': 'select distinct on (city) city, id from marts.trial order by city, id',
  'rows drawn by chance': 'select id from marts.trial using sample 2',
  'words that a pattern finds': "select regexp_matches(tags, '^甲') as has from marts.trial",
};
