// readJSON, and objects written as JSON
// needs: board
var s=require("Storage");
print(s.write("j",{a:1,b:[1,2],c:"x"}),s.read("j"),s.readJSON("j"),s.readJSON("none"),s.readJSON("none",true));
s.write("bad","{");print(s.readJSON("bad",true));
s.write("o",{k:"v"});print(s.read("o"));
