// JSON.parse
function t(s){try{print(JSON.parse(s))}catch(e){print(e.toString())}}
t('{"a":1,"b":[true,false,null],"c":{"d":"x"}}');t('[]');t('"\\u0041\\n"');t('-1.5e2');t(' 7 ');t('null');
try{JSON.parse('{"a":');print("never")}catch(e){print(e instanceof SyntaxError,e.toString().substr(0,12))}
print(JSON.parse(JSON.stringify({x:[1,{y:"z"}]})));
