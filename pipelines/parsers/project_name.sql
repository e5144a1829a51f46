-- takes: cell
-- title: 项目名称的写法
-- definition: 只留文字和数字，字母大写，Ⅱ 就是 II、② 就是 2；“示例”“项目”两个词不算。判断两个项目是不是同名时用
list_transform(
  [parsers.spelling(
    translate(
      replace(replace(replace(replace(replace(replace(replace(cell, 'Ⅲ', 'III'), 'Ⅱ', 'II'), 'Ⅳ', 'IV'), 'Ⅷ', 'VIII'), 'Ⅶ', 'VII'), 'Ⅵ', 'VI'), 'Ⅸ', 'IX'),
      'ⅠⅤⅩ①②③④⑤⑥⑦⑧⑨',
      'IVX123456789'
    )
  )],
  lambda spelt: coalesce(nullif(replace(replace(spelt, '示例', ''), '项目', ''), ''), spelt)
)[1]
