import type { Needs } from "../../conformance/script.ts";
import type { Choices } from "./choices.ts";

/** A kind of script that is made from choices. What is known to differ (docs/CONFORMANCE.md) it does not make. */
export interface Generator {
  readonly name: string;
  /** What its scripts need of an interpreter. */
  readonly needs: Needs;
  /** A whole script, with its scenario where it has one. */
  make(choices: Choices): string;
}

/** A template: what it makes of the choices. */
export type Template = (c: Choices) => string;

/** A script of many small tests, each in a scope of its own; `@` in a test stands for its number, which is printed first. */
export function batch(title: string, needs: Needs, most: number, test: Template): Omit<Generator, "name"> {
  return {
    needs,
    make(c) {
      const tests = c.some(1, most, (index) => {
        const text = test(c).replaceAll("@", `"#${index}"`);
        return `(function(){try{${text}}catch(e){print("#${index}","!"+e)}})();`;
      });
      const head = needs === "any" ? [] : [`// needs: ${needs}`];
      return [`// ${title}`, ...head, ...tests].join("\n");
    },
  };
}
