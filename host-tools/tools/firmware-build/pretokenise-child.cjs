// Runs in a process of its own: the espruino package turns TLS checks off in the process that loads it.
// Program text on standard input, tokenised bytes on descriptor 3; what the package prints goes nowhere.
const { readFileSync, writeSync } = require("node:fs");
const espruino = require("espruino");

const text = readFileSync(0, "latin1");
espruino.init(() => {
  Espruino.Config.PRETOKENISE = 2; // strings and integers too: read by Espruino 2v26 and later
  writeSync(3, Buffer.from(Espruino.Plugins.Pretokenise.tokenise(text), "latin1"));
  process.exit(0);
});
