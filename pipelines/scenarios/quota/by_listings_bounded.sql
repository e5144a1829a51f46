-- title: 示例规则：按揭榜数，每市不少于 4 个、比上年不增减三成以上
-- method: sainte_lague
-- weight: listed
-- floor: 4, of_previous 0.7
-- ceiling: of_previous 1.3
-- note: 上下限与比例由同一个乘数一次算定，不是先扣下限再分余下的；除数法不会因为总数加一个而让谁少一个。
select
  city,
  metrics.listed(c) as listed,
from province_cube as c
group by city
