// Reading numbers
print(parseInt("42"),parseInt("42px"),parseInt("px"),parseInt("0x1f"),parseInt("1f",16),parseInt("077"),parseInt(" 7 "),parseInt("-5"),parseInt("12",3));
print(parseFloat("1.5"),parseFloat("1.5e3x"),parseFloat(".5"),parseFloat("x"),parseFloat("-2."));
print(Number("12"),Number(""),Number(" 3 "),Number("0x10"),Number("1e3"),Number(true),Number(null),Number(undefined),Number("1x"));
print(+"7",-"3","5"*"2","6"/2,"3"-1,"3"+1,1+"3",+true,+[],+null);
print(isNaN("x"),isNaN("1"),isNaN(undefined),isFinite(1/0),isFinite(5),isFinite("5"));
