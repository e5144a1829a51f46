-- takes: cell
-- title: 时间
-- definition: 日期加 17:00、17:00:00 或 17时00分，省内当地时间，不作任何时区换算；只写到日的也读（临近截止时间的另行标出）
if(parsers.plain_moment(cell) is null, parsers.moment(cell).time, parsers.plain_moment(cell))
