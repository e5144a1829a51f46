-- takes: cell, name
-- title: 只差一个字
-- definition: 换一个字、多一个字、少一个字，或者次序不同；市县区的“市”“县”“区”不算
(
  select
    list_sort(string_split(written, '')) = list_sort(string_split(meant, ''))
    or (length(written) = length(meant) and len(list_filter(range(1, length(meant) + 1), lambda nth: written[nth] <> meant[nth])) = 1)
    or list_contains(list_transform(range(1, length(written) + 1), lambda nth: left(written, nth - 1) || substr(written, nth + 1)), meant)
    or list_contains(list_transform(range(1, length(meant) + 1), lambda nth: left(meant, nth - 1) || substr(meant, nth + 1)), written)
  from (
    select
      regexp_replace(parsers.tight(cell), '[市县区]$', '') as written,
      regexp_replace(name, '[市县区]$', '') as meant,
  )
)
