-- takes: thousands, hundreds, tens, ones
-- title: 大写金额的一段
-- definition: 仟、佰、拾、个合成的数；拾前面可以没有壹
coalesce(try_cast(thousands as bigint), 0) * 1000
  + coalesce(try_cast(hundreds as bigint), 0) * 100
  + case tens when '' then 0 when 's' then 10 else try_cast(left(tens, 1) as bigint) * 10 end
  + coalesce(try_cast(ones as bigint), 0)
