/** A condition that holds among all cities, and of no city by itself: whoever sees one is told no more than that. */
export const amongAll = 'among_all';

export const besides: Readonly<Record<string, string>> = {
  [amongAll]: `-- title: 各市项目数
-- to: division、city
-- deliver: digest
select city as key, city, projects as value, '全省 ' || cities || ' 个市里的一个' as message, {city: city} as evidence,
from (
  select city, count(*) as projects, count(*) over () as cities
  from projects
  where city is not null
  group by city
)
where cities > 1`,
};
