-- title: 奖补覆盖率
-- unit: %
-- definition: 奖补项目数 ÷ 验收通过数
-- clause: 三（五）
-- numerator: supported
-- denominator: accepted
-- n: accepted
metrics.supported(p) / nullif(metrics.accepted(p), 0)::double
