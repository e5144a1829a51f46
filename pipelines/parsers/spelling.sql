-- takes: cell
-- title: 写法
-- definition: 只留文字和数字，字母大写：比较两个写法是不是同一个词时用
upper(regexp_replace(parsers.fold(cell), '[^\pL\pN]', '', 'g'))
