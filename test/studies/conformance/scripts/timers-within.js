// A timeout of 0 made in a timer's callback runs in the same pass, before later ones that are due
setTimeout(function(){print(1);setTimeout(print,0,"made in 1")},5);
setTimeout(print,5,2);
setTimeout(print,20,"end");
