// Functions: arguments, this, call, apply, bind, closures, defaults
function f(a,b){return [a,b,arguments[1]]}
print(f(),f(1),f(1,2,3),f.call(0,4),f.apply(0,[5,6]),f.bind(0,7)(8));
function T(x){this.x=x}T.prototype.get=function(){return this.x};
var t=new T(3);print(t.get(),t instanceof T,t.x,T.prototype.get.call({x:9}));
function counter(){var n=0;return function(){return ++n}}
var c=counter(),d=counter();print(c(),c(),d());
var arrow=function(x){return (y)=>x+y};print(arrow(1)(2),(x=>x*2)(4));
(function(){print(typeof this,this===global)})();
print((function(a){a=a||5;return a})(),(function(){})(),(function(){return})());
print([1,2].map(String),["1","2"].map(Number));
