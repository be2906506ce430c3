// clearTimeout() without argument clears every timer
setTimeout(print,5,"never");setInterval(print,5,"nor this");
clearTimeout();
setTimeout(print,10,"made after");
