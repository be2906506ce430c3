// Writing the same again writes nothing; another content goes behind
// needs: board
var s=require("Storage");
s.write("a","one");var at=E.getAddressOf(s.read("a"),true);
s.write("a","one");print(E.getAddressOf(s.read("a"),true)-at);
s.write("a","two");print(E.getAddressOf(s.read("a"),true)-at,s.read("a"));
s.write("a","longer");print(E.getAddressOf(s.read("a"),true)-at,s.read("a"),s.list());
