#!/usr/bin/env node
// TypeScript is run as it stands: tsx strips the types when a module is loaded.
import "tsx";

await import("./main.ts");
