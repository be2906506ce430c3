// A promise follows whatever has a then
Promise.resolve({then:function(ok){ok("followed")}}).then(print);
Promise.resolve().then(function(){return {then:function(ok,no){no("refused")}}}).then(print,function(e){print("no:",e)});
new Promise(function(ok){ok(new Promise(function(deep){setTimeout(deep,10,"deep")}))}).then(print);
