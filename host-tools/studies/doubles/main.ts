/** Prints the figures of docs/PEOPLE.md. */
import { measure, shownInDocs } from "./measure.ts";

console.log(shownInDocs(measure()));
