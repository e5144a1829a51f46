-- takes: cell, names
-- title: 最接近的三个名称
-- definition: 共有的字最多的在前，其次看 Jaro–Winkler 相似度；没有共同的字的不算
list_transform(
  list_sort(
    list_filter(
      list_transform(names, lambda name: {
        'shared': len(list_intersect(
          string_split(regexp_replace(parsers.tight(cell), '[市县区]$', ''), ''),
          string_split(regexp_replace(name, '[市县区]$', ''), '')
        )),
        'alike': round(jaro_winkler_similarity(parsers.tight(cell), name), 6),
        'name': name,
      }),
      lambda near: near.shared > 0
    ),
    'desc'
  ),
  lambda near: near.name
)[1:3]
