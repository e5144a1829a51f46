-- takes: cell
-- title: 时间只写到日
case when cells.moment(cell).at is not null then cells.moment(cell).is_day_only end
