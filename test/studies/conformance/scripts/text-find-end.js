// A text is also found where the other one ends before it does
print("xab".indexOf("abc"),"xab".includes("abc"),"xab".lastIndexOf("abc"),"xab".split("abc").length);
print("xab".indexOf("abc",2),"xab".indexOf("bcd",1),"xab".indexOf("xabc"),"xxa".indexOf("ab",-1),"xxa".indexOf("ab",7));
print("".indexOf(""),"".includes(""),"ab".indexOf(""),"ab".indexOf("",2),"xxa".includes("ab",1),"ab".indexOf("b"));
print("xxab".replace("abc","Z"),"abab".replaceAll("abc","q"),"xaab".replaceAll("abb","Q"),"aXbXc".replace("X","-"),"aXbXc".replaceAll("X","-"));
print("xxa".startsWith("xxab"),"xxa".endsWith("ab"),["xab"].includes("abc"),"xab"=="xabc");
