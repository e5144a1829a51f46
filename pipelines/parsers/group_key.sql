-- takes: cell
-- title: 集团名称的主体
-- definition: 去掉尾上的集团、公司和“简称……”：某某集团、某某集团有限公司、某某（集团）股份有限公司、某某集团公司是一个集团；只剩一个字的不去
coalesce(
  nullif(
    regexp_extract(
      parsers.spelling(regexp_replace(parsers.fold(cell), '[(（](?:以下)?简称[^)）]*[)）]', '', 'g')),
      '^(.{2,}?)(?:集团|(?:股份|有限|责任|总)*公司)*$',
      1
    ),
    ''
  ),
  parsers.spelling(cell)
)
