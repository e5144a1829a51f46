-- takes: cell
-- title: 单位名称的写法
-- definition: 只留文字和数字，字母大写；末尾的“有限公司”“有限责任公司”“股份有限公司”不算：判断两个代码的单位是不是同名时用
nullif(regexp_replace(parsers.spelling(cell), '(?:股份有限|有限责任|有限)?公司$', ''), '')
