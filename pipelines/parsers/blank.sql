-- takes: cell, kind
-- title: 空格子
-- definition: 空着，或写了 —、/、无、空、N/A、不涉及、不适用 这类表示“没有”的词；“无”“不涉及”在是否列和 answer 列里是答案，不算空；程序导出的 nan、\N 在数的列里另说
case
  when cell is null then true
  when not regexp_full_match(cell, '(?i)[-‐‑‒–—―−－_＿/／\\＼.．。·,，;；、''\s\p{Z}\p{Cf}()（）<>无没有暂空白缺未填写不涉及适用此项所属上级企业集团公司文号原因意见尚NAULOEITDFＮＡ]*') then false
  else list_transform(
    [parsers.tight(cell)],
    lambda tight: regexp_full_match(tight, '[-‐‑‒–—―−_/\\.。·,;、]*|(?i:[(]?(?:空|空白)[)]|空|空白|空缺|未填|未填写|不填|N/?A|NULL|NONE|NIL)')
      or (
        kind not in ('yes_no', 'answer')
        and regexp_full_match(tight, '[(]?(?:无|没有|暂无|不涉及|未涉及|不适用|无此项|[暂尚]?无(?:所属|上级)?(?:企业)?(?:集团(?:公司)?|文号|原因|意见))[)]?')
      )
      or (
        kind not in ('yes_no', 'money', 'integer', 'number', 'year')
        and regexp_full_match(tight, '(?i)\\N|NAN|NAT|<NA>|<NULL>|\(NULL\)|UNDEFINED')
      )
  )[1]
end
