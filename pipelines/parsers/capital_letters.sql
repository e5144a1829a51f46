-- takes: bare
-- title: 大写金额换成字母和数字
-- definition: 数字成 0–9，拾佰仟万亿元角分成 s b q w y R J F，整成 Z；别的字、两可的写法（一百二、一万二）和没有数的单位，成空
list_transform(
  [regexp_extract(
    bare,
    '^(?:人民币|RMB|¥)?[ :]?(?:\(?大写\)?)?[ :]?([\d零〇壹一贰貳二两兩叁參三肆四伍五陆陸六柒七捌八玖九拾十佰百仟千万萬亿億元圆圓角分整正]+)$',
    1
  )],
  lambda words: list_transform(
    [translate(
      words,
      '零〇壹一贰貳二两兩叁參三肆四伍五陆陸六柒七捌八玖九拾十佰百仟千万萬亿億元圆圓角分整正',
      '0011222223334455666778899ssbbqqwwyyRRRJFZZ'
    )],
    lambda letters: if(
      regexp_matches(letters, '[bqwy][1-9](?:[RwyZ]|$)|(?:^|[yw])0*[yw]|^R|^0[^R]') or regexp_matches(letters, '[1-9]\d+[JF]')
        or not regexp_matches(letters, '[RwyJF]Z?$'),
      '',
      letters
    )
  )[1]
)[1]
