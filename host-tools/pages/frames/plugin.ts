/**
 * Puts into each page's HTML what can be read and filled in before its script has come: the style, and its first screen. On a line
 * with seconds of delay that is one way there and back instead of three.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import type { Plugin } from "vite";

const PRINT = fileURLToPath(new URL("print.tsx", import.meta.url));
const THEME = fileURLToPath(new URL("../shared/theme.css", import.meta.url));
const PLACE = '<div id="page"></div>';

type Print = typeof import("./print.tsx");

/** The printing module for Node, with the pages' components in it. */
async function loadPrint(version: string): Promise<Print> {
  const { outputFiles } = await build({
    entryPoints: [PRINT],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { PROGRAM_VERSION: JSON.stringify(version) },
    loader: { ".css": "empty", ".ttf": "empty" },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString("base64")}`);
}

const STATION_MANIFEST = /<link rel="manifest" href="\/manifest\.webmanifest"[^>]*>/g;

/** Throws where a page's HTML has no place for its first screen. */
export function frames(version: string): Plugin {
  return {
    name: "frames",
    enforce: "post",
    async generateBundle(_, bundle) {
      const { printFrames } = await loadPrint(version);
      const { code } = await transform(readFileSync(THEME, "utf8"), { loader: "css", minify: true });
      const style = `<style>${code.trim()}</style>`;
      for (const { file, from, stage, html } of printFrames()) {
        const page = bundle[from];
        // A page that is left out of this build.
        if (page?.type !== "asset") continue;
        const place = stage === undefined ? '<div id="page">' : `<div id="page" data-stage="${stage}">`;
        const empty = String(page.source);
        if (!empty.includes(PLACE)) throw new Error(`${from}: it has no ${PLACE}.`);
        const source = withOwnManifest(empty, from.startsWith("station/"))
          .replace("</head>", () => `${style}\n  </head>`)
          .replace(PLACE, () => `${place}${html}</div>`);
        if (file === from) page.source = source;
        else this.emitFile({ type: "asset", fileName: file, source });
      }
    },
  };
}

/** The station's is put into every page. The others have their own or none, so that nobody installs the station in their place. */
function withOwnManifest(html: string, isStation: boolean): string {
  return html.replace(STATION_MANIFEST, (link) => (isStation ? link : ""));
}
