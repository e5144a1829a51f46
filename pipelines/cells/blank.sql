-- takes: cell, kind
-- title: 空格子
-- definition: 空着，或写了 —、/、无、空、N/A 这类表示“没有”的词；“无”在是否列和 answer 列里是答案，不算空
coalesce(
  cell is null
    or regexp_full_match(cells.tight(cell), '[-‐‑‒–—―−－_/\\.。·]*|(?i:空|空白|空缺|未填|未填写|不填|N/?A|NULL|NONE|NIL)')
    or (kind not in ('yes_no', 'answer') and cells.tight(cell) in ('无', '没有', '暂无', '(无)')),
  true
)
