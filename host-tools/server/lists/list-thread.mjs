// TypeScript is understood in a thread only when tsx is told of it there; a release starts list-worker.js itself.
import { register } from "tsx/esm/api";

register();
await import("./list-worker.ts");
