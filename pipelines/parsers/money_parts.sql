-- takes: cell
-- title: 金额的写法
-- definition: 整数部分、小数部分、格子里写的单位；不是用数字写的金额，三样都空
parsers.money_shape(parsers.bare(cell))
