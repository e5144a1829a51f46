-- title: 奖补覆盖率
-- format: percent
-- definition: 验收通过的项目里有奖补的 ÷ 验收通过数；没有验收通过而有奖补的另列
-- within: yes
-- outside: supported_unaccepted
sum(p.supported_accepted)::double / nullif(metrics.accepted(p), 0)::double
