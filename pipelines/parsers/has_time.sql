-- takes: cell
-- title: 时间写到了时刻
-- definition: 只写到日的为假；读不出或空着为未知
if(parsers.plain_moment(cell) is null, parsers.moment(cell).has_time, contains(cell, ':'))
