// Timers that are due together run in order of creation
setTimeout(print,20,"first made, later due");
setTimeout(print,10,"second made");
setTimeout(print,10,"third made");
setTimeout(print,0,"at once");
print("main");
