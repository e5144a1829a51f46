-- takes: amount
-- title: 写出一个数
-- definition: 不带多余的零：12、12.5、1234.5678
regexp_replace(amount::decimal(36, 6)::varchar, '\.?0+$', '')
