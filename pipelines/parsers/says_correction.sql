-- takes: file
-- title: 文件名说是重交的
-- definition: 文件名里有 更正、订正、修正、修订、勘误、改正、更改、修改、重报、重新报送、重新上报，或是标注件
regexp_matches(regexp_extract(file, '[^/]*$'), '更正|订正|修正|修订|勘误|改正|更改|修改|重报|重新报送|重新上报|标注|批注')
