// What setTimeout refuses
[undefined,null,5,{},[]].forEach(function(f){try{setTimeout(f,5);print("took",f)}catch(e){print(e.toString())}});
try{setInterval(print,1e14)}catch(e){print(e.toString())}
try{setTimeout(print,-1e14,"in the past")}catch(e){print(e.toString())}
