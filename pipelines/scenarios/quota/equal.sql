-- title: 示例规则：各市平均
-- method: largest_remainder
-- weight: 1
-- tie_break: previous, code
-- note: 不看任何情况，各市一样多；除不尽的，上年名额多的市先得。只作对照。
select city from province_cube group by city
