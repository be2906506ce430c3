// Names: 28 bytes count, what is behind is cut; a drive letter is dropped; case matters
// needs: board
var s=require("Storage");
s.write("abcdefghijklmnopqrstuvwxyz0123456789","long");print(s.list(),s.read("abcdefghijklmnopqrstuvwxyz01"),s.read("abcdefghijklmnopqrstuvwxyz01zz"));
s.write("A","upper");s.write("a","lower");print(s.read("A"),s.read("a"));
s.write("C:x","drive");print(s.list(),s.read("x"));
s.write(".dot","d");s.write("with space","w");s.write("n\xff","f");print(s.list().length,s.read("n\xff"));
print(s.list(/^a/),s.list(/x$/),s.list(/none/));
