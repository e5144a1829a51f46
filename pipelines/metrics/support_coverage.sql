-- title: 奖补覆盖率
-- format: percent
-- definition: 奖补项目数 ÷ 验收通过数
metrics.supported(p) / nullif(metrics.accepted(p), 0)::double
