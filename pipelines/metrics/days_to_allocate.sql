-- title: 验收通过至下达天数
-- unit: 天
-- format: decimal
-- definition: 各笔从项目验收通过到下达的天数相加 ÷ 两个日期都已知、验收在前的笔数，即平均；中位数和最长的按笔数；通过以前就下达的不计
-- each: subsidies
sum(p.allocate_days)::double / nullif(sum(p.allocations_dated), 0)::double
