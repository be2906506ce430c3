// split, join and replace
print("a,b,c".split(","),"abc".split(""),"a,b".split(),"".split(","),"a,b,c".split(",",2),"a1b2".split(/[0-9]/));
print("a-b-c".replace("-","+"),"a-b-c".replace(/-/g,"+"),"abc".replace("b",function(m){return m+m}),"abc".replace(/b/,function(m){return m+m}),"a-b-c".replaceAll("-","+"));
print("2020-01-02".replace(/(\d+)-(\d+)-(\d+)/,"$3.$2.$1"),"x".replace("y","z"),"aaa".replace("a","b"));
