-- takes: cell, kind
-- title: 一看就是内容
-- definition: 第一个字是汉字，而没有一种“占着格子”的写法以它开头，名称里也没有“号”字：不必再一种一种地对
-- placeholder 里添一种以别的汉字开头的写法，也要在这里添那个字。
cell >= '一' and left(cell, 1) <= '龥'
  and not contains('错同如上文待详见附另后补稍略暂请尚未不测申牵单企公项集某本我自独非民没无是否有对', left(cell, 1))
  and (kind in ('text', 'answer') or not contains(cell, '号'))
