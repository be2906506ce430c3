// An error that waits to be reported is taken by the next promise's handler for its own
setTimeout(function(){
  Promise.resolve().then(function(){print("handler")}).then(function(){print("fulfilled")},function(e){print("rejected with",e)});
  throw "from a timer";
},5);
