-- title: 公示结果的写法
-- grain: 一种写法一行；公示结果里写有的最长的一种决定有没有异议，settled 是没有或已了结，open 是有而没有了结、或异议成立
-- key: words
-- needs: words, means
-- names: means = settled | open
select words, means,
from raw.objections
