-- title: 各地的填报截止时间
-- grain: 一个批次的一个市或县（市、区）自己定的截止时间一行；县（市、区）空着的管全市，document 是当地的通知
-- key: batch, city, county
-- needs: submit_by, document
-- names: batch = batches.batch, city = cities.city, county = counties.county
select batch, city, county, submit_by::timestamp as submit_by, document,
from raw.local_deadlines
