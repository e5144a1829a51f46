-- title: 已下达、还没有拨付
-- unit: 笔
-- format: count
-- definition: 下达金额已知，拨付日期和拨付金额都没有的笔数
coalesce(sum(p.unpaid), 0)::bigint
