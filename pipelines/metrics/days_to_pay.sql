-- title: 下达至拨付天数
-- unit: 天
-- format: decimal
-- definition: 各笔从下达日期到拨付日期的天数相加 ÷ 两个日期都已知的笔数，即平均；中位数和最长的按笔数
-- each: subsidies
sum(p.paid_days)::double / nullif(sum(p.payments_dated), 0)::double
