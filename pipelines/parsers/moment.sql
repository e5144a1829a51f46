-- takes: cell
-- title: 日期与时间
-- definition: day 写到日的那一天；month 只写到月的那个月的 1 日；at 时刻，只写到日时为那天零点，has_time 为假。像是真的才有的：on 那一天，time 时刻，starts、ends 只写到月时那个月的第一天、最后一天
-- 一格只读一遍：读法要的各项都在这里，各列的读法只取其中一项。
list_transform(
  [cell],
  lambda cell: list_transform(
    [case
      when regexp_full_match(
        cell,
        '(?:19|20)\d{2}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2}|年\d{1,2}月\d{1,2}日)(?: (?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?'
      )
        then {'at': try_cast(translate(cell, '/.年月日', '----') as timestamp), 'month': null::date, 'has_time': contains(cell, ':')}
      else parsers.moment_read(parsers.moment_parts(cell), parsers.serial(cell))
    end],
    lambda found: {
      'at': found.at,
      'day': found.at::date,
      'month': found.month,
      'has_time': if(found.at is not null, found.has_time, null),
      'on': if(parsers.is_likely(found.at::date), found.at::date, null),
      'time': if(parsers.is_likely(found.at::date), found.at, null),
      'starts': if(parsers.is_likely(coalesce(found.at::date, found.month)), coalesce(found.at::date, found.month), null),
      'ends': if(parsers.is_likely(coalesce(found.at::date, found.month)), coalesce(found.at::date, last_day(found.month)), null),
    }
  )[1]
)[1]
