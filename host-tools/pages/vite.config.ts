/** Builds the pages that people use (station, desk, administration) into dist/web; the server's static door hands them out. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { VERSION } from "../lib/version.ts";
import { frames } from "./frames/plugin.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** PAGES=station leaves the others out. */
const WANTED = process.env.PAGES?.split(",");
const PAGES = ["station/index", "desk/index", "quanly/index", "cong/index", "den/index"].filter(
  (page) => WANTED?.includes(page.split("/")[0]!) ?? true,
);
PAGES.push("index");

/** What the station may ask for, now or later: the other pages' screens are files beside its own. */
const stationFiles = new Set<string>();
const findStationFiles: Plugin = {
  name: "station-files",
  generateBundle(_, bundle) {
    const walk = (file: string) => {
      const chunk = bundle[file];
      if (chunk?.type !== "chunk" || stationFiles.has(file)) return;
      const { importedCss = [], importedAssets = [] } = chunk.viteMetadata ?? {};
      for (const one of [file, ...importedCss, ...importedAssets]) stationFiles.add(one);
      for (const next of [...chunk.imports, ...chunk.dynamicImports]) walk(next);
    };
    for (const [file, chunk] of Object.entries(bundle))
      if (chunk.type === "chunk" && chunk.isEntry && chunk.name === "station-index") walk(file);
  },
};

export default defineConfig({
  root: here("."),
  base: "/",
  define: { PROGRAM_VERSION: JSON.stringify(VERSION) },
  publicDir: here("public"),
  build: {
    outDir: here("../../dist/web"),
    emptyOutDir: true,
    target: "es2022",
    // Small files stay files: the content security policy lets in nothing that stands inside the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // kB: the public word brings what writes PDF, when somebody opens it.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      // That the computer is slow is no warning about the page.
      checks: { bundlerTimings: false },
      input: Object.fromEntries(
        PAGES.map((page) => [page.replace("/", "-"), here(`${page}.html`)]).filter(([, file]) =>
          existsSync(file!),
        ),
      ),
    },
  },
  plugins: [
    preact(),
    frames(VERSION),
    findStationFiles,
    VitePWA({
      registerType: "prompt",
      injectRegister: false,
      manifest: {
        name: "Thẻ Bluezone – Trạm",
        short_name: "Trạm thẻ",
        description: "Đồng bộ, cấp và thu thẻ tại trạm y tế",
        lang: "vi",
        start_url: "/station/",
        scope: "/",
        display: "standalone",
        background_color: "#ffffff",
        theme_color: "#0b4f8a",
        icons: [
          { src: "/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" },
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any maskable" },
        ],
      },
      workbox: {
        // The station works without a network; the others do not, so nothing of them is kept.
        globPatterns: ["station/index.html", "assets/*.{js,css,svg}", "*.svg"],
        manifestTransforms: [
          (entries) => ({
            manifest: entries.filter(({ url }) => !url.startsWith("assets/") || stationFiles.has(url)),
            warnings: [],
          }),
        ],
        navigateFallback: null,
        directoryIndex: "index.html",
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
  ],
});
