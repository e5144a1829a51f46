-- takes: found_on
-- title: 像是真的日期
-- definition: 1980 年以前和 2090 年以后的，多半是程序在空格子里填的，不当作日期
year(found_on) between 1980 and 2089
