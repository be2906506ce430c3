/** Which built files belong to one page: a browser that keeps a page for when there is no network keeps these, and no other page's. */
import type { Plugin } from "vite";

interface PageFiles {
  /** Looks at the build as it comes about. */
  readonly plugin: Plugin;
  /** Below the folder of the pages; known once they are built. */
  readonly files: ReadonlySet<string>;
}

/** `entry`: of the build. `keeps`: of a screen that is fetched when it is wanted, by its module, whether the page is to have it at hand. */
export function filesOfPage(entry: string, keeps: (module: string) => boolean = () => true): PageFiles {
  const files = new Set<string>();
  const plugin: Plugin = {
    name: `files-of-${entry}`,
    generateBundle(_, bundle) {
      const walk = (file: string) => {
        const chunk = bundle[file];
        if (chunk?.type !== "chunk" || files.has(file)) return;
        const { importedCss = [], importedAssets = [] } = chunk.viteMetadata ?? {};
        for (const one of [file, ...importedCss, ...importedAssets]) files.add(one);
        for (const next of chunk.imports) walk(next);
        for (const next of chunk.dynamicImports) {
          const later = bundle[next];
          if (later?.type === "chunk" && keeps(later.facadeModuleId ?? "")) walk(next);
        }
      };
      for (const [file, chunk] of Object.entries(bundle))
        if (chunk.type === "chunk" && chunk.isEntry && chunk.name === entry) walk(file);
    },
  };
  return { plugin, files };
}
