// Regular expressions: test, exec, match
print(/^\.boot\d$/.test(".boot0"),/^\.boot\d$/.test("xboot0"),/a+b/.test("caab"),/a|b/.test("xb"),/[^a-c]/.test("abc"));
var m=/(\w+)@(\w+)/.exec("to me@home now");print(m[0],m[1],m[2],m.index,m.length);
print("x1y22".match(/\d+/)[0],"x1y22".match(/\d/g),"abc".match(/z/),/z/.exec("abc"));
print(/A/i.test("a"),/^$/.test(""),/\s/.test(" "),/\./.test("a"),/b*c/.test("c"),/(ab)/.exec("xababy")[0]);
print("log3".match(/^log\d/)!==null,/a.c/.test("abc"),/[.]/.test("."),/\x41/.test("A"));
