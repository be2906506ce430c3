// Words of the errors that programs run into
function t(f){try{print(f())}catch(e){print(e.toString())}}
t(function(){return nowhere});
t(function(){return nowhere.x});
t(function(){nowhere()});
t(function(){return undefined.x});
t(function(){return null.x});
t(function(){var o={};return o.x.y});
t(function(){var o={};o.f()});
t(function(){var o={};o.x.f()});
t(function(){return require("nothing")});
t(function(){return eval("2*3")});
t(function(){return [].nothing()});
t(function(){return "a".nothing()});
t(function(){return E.nothing()});
