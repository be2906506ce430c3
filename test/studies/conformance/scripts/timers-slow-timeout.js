// What came due during a slow callback runs after it, in order of creation
// clock: real
setTimeout(function(){var until=getTime()+0.06;while(getTime()<until);print("slow")},5);
setTimeout(print,50,"due at 50");
setTimeout(print,20,"due at 20");
setTimeout(function(){print("due at 40")},40);
