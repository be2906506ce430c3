// setConsole knows its devices
// needs: radio
try{E.setConsole("nowhere")}catch(e){print(e.toString())}
