-- takes: file
-- title: 文件名说是后来的
-- definition: 文件名里有 更正一类的字，或 第2次、补报、补充、最新：取代先交的行是它的本意
parsers.says_correction(file)
  or regexp_matches(regexp_extract(file, '[^/]*$'), '第(?:[2-9]|[1-9]\d|[二三四五六七八九十]+)[次轮稿版]|补报|补充|增补|最新|终稿|最终')
