/** Builds the pages that people use (station, desk, administration) into dist/web; the server's static door hands them out. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { VERSION } from "../lib/version.ts";
import { frames } from "./frames/plugin.ts";
import { filesOfPage } from "./page-files.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** PAGES=station leaves the others out. */
const WANTED = process.env.PAGES?.split(",");
const PAGES = ["station/index", "desk/index", "quanly/index", "cong/index", "den/index"].filter(
  (page) => WANTED?.includes(page.split("/")[0]!) ?? true,
);
const builds = (page: string) => PAGES.includes(`${page}/index`);
PAGES.push("index");

/** The station works without a network, all of it. */
const station = filesOfPage("station-index");
/** Of the administration the public word does; nothing else of it is kept. */
const word = filesOfPage("quanly-index", (module) => /\/quanly\/(?:QuanlyApp|word\/\w+)\.tsx$/.test(module));

/** Workers of two pages at one address: what each keeps is its own, and neither takes the other's for an older one of itself. */
const kept = {
  injectRegister: false,
  workbox: {
    navigateFallback: null,
    cleanupOutdatedCaches: false,
    clientsClaim: true,
    inlineWorkboxRuntime: true,
    sourcemap: false,
  },
} as const;

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
    station.plugin,
    word.plugin,
    builds("station") &&
      VitePWA({
        ...kept,
        registerType: "prompt",
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
          ...kept.workbox,
          globPatterns: ["station/index.html", "assets/*.{js,css,svg}", "*.svg"],
          manifestTransforms: [
            (entries) => ({
              manifest: entries.filter(({ url }) => !url.startsWith("assets/") || station.files.has(url)),
              warnings: [],
            }),
          ],
          directoryIndex: "index.html",
        },
      }),
    builds("quanly") &&
      VitePWA({
        ...kept,
        // It takes over at once: the page comes from the network as long as there is one.
        registerType: "autoUpdate",
        manifest: false,
        filename: "quanly/sw.js",
        workbox: {
          ...kept.workbox,
          skipWaiting: true,
          globPatterns: ["quanly/index.html", "assets/*.{js,css,svg,ttf}", "icon.svg"],
          manifestTransforms: [
            (entries) => ({
              manifest: entries
                .filter(({ url }) => !url.startsWith("assets/") || word.files.has(url))
                .map((entry) => ({ ...entry, url: `/${entry.url}` })),
              warnings: [],
            }),
          ],
          directoryIndex: null,
          runtimeCaching: [
            {
              urlPattern: ({ request }) => request.mode === "navigate",
              handler: "NetworkOnly",
              options: { precacheFallback: { fallbackURL: "/quanly/index.html" } },
            },
          ],
        },
      }),
  ],
});
