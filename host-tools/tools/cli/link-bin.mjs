// npm links the programs of dependencies, not a package's own: with this, `npx bztoken` works in a clone.
import { mkdirSync, rmSync, symlinkSync } from "node:fs";

mkdirSync("node_modules/.bin", { recursive: true });
rmSync("node_modules/.bin/bztoken", { force: true });
symlinkSync("./bztoken.mjs", "node_modules/.bin/bztoken");
