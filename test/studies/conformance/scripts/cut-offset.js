// The power goes while a file is filled by parts
// needs: board
// cuts: 1-16
var s=require("Storage");
s.write("f","head",0,24);s.write("f","middle",6);s.write("f",new Uint8Array([1,2,3,4,5,6,7]),13);
