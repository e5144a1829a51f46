-- takes: cell
-- title: 日期与时间
-- definition: day 写到日的那一天；month 只写到月的那个月的 1 日；at 时刻，只写到日时为那天零点，has_time 为假
list_transform(
  [{'said': cells.moment_parts(cell), 'serial': cells.serial(cell)}],
  lambda read: list_transform(
    [{
      'at': coalesce(read.serial, case
        when read.said.hour = '' or try_cast(read.said.hour as integer) < 24
          then try_cast(concat(
            read.said.year, '-', read.said.month, '-', read.said.day, ' ',
            coalesce(nullif(read.said.hour, ''), '0'), ':',
            coalesce(nullif(read.said.minute, ''), '0'), ':',
            coalesce(nullif(read.said.second, ''), '0')
          ) as timestamp)
      end),
      'month': try_cast(concat(read.said.year, '-', read.said.month_only, '-1') as date),
      'has_time': coalesce(read.serial <> date_trunc('day', read.serial), read.said.hour <> ''),
    }],
    lambda found: {
      'at': found.at,
      'day': found.at::date,
      'month': found.month,
      'has_time': found.has_time,
    }
  )[1]
)[1]
