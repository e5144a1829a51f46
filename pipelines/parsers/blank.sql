-- takes: cell, kind
-- title: 空格子
-- definition: 空着，或写了 —、/、无、空、N/A 这类表示“没有”的词；“无”在是否列和 answer 列里是答案，不算空
case
  when cell is null then true
  when not regexp_full_match(cell, '(?i)[-‐‑‒–—―−－_＿/／\\＼.．。·,，;；、''\s\p{Z}\p{Cf}()（）无没有暂空白缺未填写不NAULOEIＮＡ]*') then false
  else regexp_full_match(parsers.tight(cell), '[-‐‑‒–—―−_/\\.。·,;、]*|(?i:空|空白|空缺|未填|未填写|不填|N/?A|NULL|NONE|NIL)')
    or (kind not in ('yes_no', 'answer') and regexp_full_match(parsers.tight(cell), '无|没有|暂无|\(无\)'))
end
