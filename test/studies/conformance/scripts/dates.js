// Date from milliseconds and its parts, in UTC
var d=new Date(1700000000123);
print(d.getTime(),d.valueOf(),+d,d.toISOString(),d.toString(),JSON.stringify(d));
print(d.getFullYear(),d.getMonth(),d.getDate(),d.getDay(),d.getHours(),d.getMinutes(),d.getSeconds(),d.getMilliseconds(),d.getTimezoneOffset());
print(new Date(0).toISOString(),new Date(86400000*59).toISOString(),new Date(951782400000).toISOString(),new Date(4102444800000).toISOString());
print(new Date(2024,1,29,12,30,15,250).getTime(),new Date(2024,0,31).toISOString(),new Date(2024,12,1).toISOString());
print(Date.parse("2024-02-29T12:30:15.250Z"),Date.parse("2024-02-29"),typeof Date.UTC);
d.setHours(1,2,3,4);print(d.toISOString());d.setDate(31);print(d.toISOString());d.setTime(5);print(d.getTime());
print(new Date(5)-new Date(3),new Date(5)<new Date(6),typeof new Date());
