-- takes: cell
-- title: 实施地点的写法
-- definition: 只留文字和数字，打头的省、市去掉；只写到县（市、区）的说不出是哪里，为空
list_transform(
  [regexp_replace(parsers.spelling(cell), '^(?:山东省?)?(?:[^省市区县]{2,4}市)?', '')],
  lambda site: if(regexp_full_match(site, '(?:市?[^省市区县路街号]{1,7}?(?:新区|开发区|高新区|[市区县]))?'), null, site)
)[1]
