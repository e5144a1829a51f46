-- takes: parts, serial
-- title: 从写法读出日期与时间
list_transform(
  [{'said': parts, 'serial': serial}],
  lambda read: {
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
  }
)[1]
