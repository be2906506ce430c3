/**
 * The plan of the house: which part may import which. `check-arrows.ts` holds the sources to it.
 * A part is a folder with everything below it; the longest path in the table counts.
 */

/** Names of packages, as imports spell them; "node:" stands for every module of Node. */
type Packages = readonly string[] | "any";

export interface Part {
  /** Parts whose values it may import. */
  readonly values: readonly string[];
  /** Parts of which it may import types only. */
  readonly types?: readonly string[];
  readonly packages: Packages;
}

const WINGS = "host-tools";
const wing = (name: string) => `${WINGS}/${name}`;
const wings = (...names: readonly string[]) => names.map(wing);

const PROTOCOL = "protocol";
const BOARDS = "boards";
const FIRMWARE_BUILD = wing("tools/firmware-build");
const FONT_FILES = ["400Regular/BeVietnamPro_400Regular", "700Bold/BeVietnamPro_700Bold"].map(
  (face) => `@expo-google-fonts/be-vietnam-pro/${face}.ttf?url`,
);
const PAGE_PACKAGES = ["preact", "preact/hooks", "idb", "jsqr", "uqr"];

/** Ground floor first: a part stands on those that it imports. */
export const PLAN: Readonly<Record<string, Part>> = {
  [PROTOCOL]: { values: [], packages: [] },
  [BOARDS]: { values: [], packages: [] },
  firmware: { values: [PROTOCOL], types: [BOARDS], packages: [] },

  // What several wings share and no one owns.
  [wing("lib")]: { values: [PROTOCOL], packages: "any" },
  // What server and pages agree on.
  [wing("contract")]: { values: [PROTOCOL, wing("lib")], packages: ["valibot"] },
  // Files that others write or read: Bluezone's, captures, images of flash.
  [wing("formats")]: { values: [PROTOCOL, wing("lib")], packages: "any" },

  // Lists of people that organisations and hamlets bring.
  [wing("roster")]: { values: [PROTOCOL, ...wings("contract", "lib")], packages: "any" },

  // A PDF in millimetres, and its letters.
  [wing("paper")]: { values: [], packages: "any" },

  // Labels and cards of tokens, as PDF.
  [wing("labels")]: { values: [PROTOCOL, ...wings("contract", "paper")], packages: "any" },

  // The public word: a unit's facts into posters, scripts and messages. It runs in a page, too.
  [wing("word")]: { values: [PROTOCOL, ...wings("contract", "labels", "lib", "paper")], packages: "any" },

  // A gate: what is heard, and who has gone through.
  [wing("gate")]: { values: [PROTOCOL, ...wings("contract", "lib")], packages: [] },
  // The machine at a gate: its journal, and what it brings to the server.
  [wing("gate-machine")]: {
    values: [PROTOCOL, ...wings("contract", "gate", "lib", "web")],
    packages: "any",
  },

  // What hands out pages: the server's door, and a gate's machine.
  [wing("web")]: { values: [wing("contract")], packages: "any" },

  // The product: a station's half of a sync, the server, the pages.
  [wing("station")]: { values: [PROTOCOL, wing("contract")], packages: [] },
  [wing("server")]: {
    values: [PROTOCOL, ...wings("contract", "formats", "lib", "roster", "web")],
    packages: "any",
  },
  // The pages' build runs in Node; what it builds does not.
  [wing("pages")]: { values: wings("lib", "pages/frames"), packages: "any" },
  [wing("pages/shared")]: { values: [PROTOCOL, wing("contract")], packages: PAGE_PACKAGES },
  [wing("pages/station")]: {
    values: [PROTOCOL, ...wings("contract", "station", "pages/shared")],
    packages: [...PAGE_PACKAGES, "virtual:pwa-register"],
  },
  [wing("pages/desk")]: {
    values: [PROTOCOL, ...wings("contract", "pages/shared")],
    packages: PAGE_PACKAGES,
  },
  [wing("pages/quanly")]: {
    values: [PROTOCOL, ...wings("contract", "word", "pages/shared")],
    packages: [...PAGE_PACKAGES, ...FONT_FILES],
  },
  // The guard's page, which the gate's machine hands out.
  [wing("pages/cong")]: {
    values: [PROTOCOL, ...wings("contract", "station", "pages/shared")],
    packages: [...PAGE_PACKAGES, "valibot"],
  },
  // A visitor's own phone at a gate.
  [wing("pages/den")]: {
    values: wings("contract", "pages/shared"),
    packages: [...PAGE_PACKAGES, "valibot"],
  },
  // Prints the pages' first screens while they are built.
  [wing("pages/frames")]: {
    values: wings("pages/shared", "pages/station", "pages/desk", "pages/quanly", "pages/cong", "pages/den"),
    packages: "any",
  },

  // From sources to a board.
  [FIRMWARE_BUILD]: { values: [BOARDS, PROTOCOL, wing("lib")], packages: "any" },
  [wing("tools/flash")]: { values: [BOARDS, PROTOCOL, FIRMWARE_BUILD, wing("lib")], packages: "any" },
  // Boards into labelled, enrolled tokens, one after the other and several at once.
  [wing("bench")]: {
    values: [BOARDS, PROTOCOL, FIRMWARE_BUILD, ...wings("contract", "lib", "labels", "tools/flash")],
    packages: "any",
  },
  [wing("tools/wireshark")]: { values: [PROTOCOL, ...wings("formats", "lib")], packages: "any" },
  [wing("tools/lint")]: { values: [BOARDS, FIRMWARE_BUILD], packages: "any" },
  [wing("tools/figures")]: { values: wings("lib"), packages: "any" },
  [wing("tools/release")]: { values: [], packages: "any" },

  // The laboratory: models of parts, a world of them, studies. Nothing of it is shipped.
  [wing("models")]: {
    values: [BOARDS, PROTOCOL, FIRMWARE_BUILD, wing("lib")],
    types: [wing("station")],
    packages: "any",
  },
  [wing("world")]: {
    values: [BOARDS, PROTOCOL, FIRMWARE_BUILD, ...wings("models", "server", "station", "formats", "lib")],
    packages: "any",
  },
  [wing("studies")]: {
    values: [
      BOARDS,
      PROTOCOL,
      FIRMWARE_BUILD,
      ...wings(
        "world",
        "models",
        "server",
        "station",
        "contract",
        "gate",
        "gate-machine",
        "formats",
        "gate",
        "gate-machine",
        "lib",
        "roster",
        "tools/wireshark",
      ),
    ],
    packages: "any",
  },

  // What people start.
  [wing("tools/cli")]: {
    values: [
      BOARDS,
      PROTOCOL,
      FIRMWARE_BUILD,
      ...wings(
        "contract",
        "gate",
        "gate-machine",
        "web",
        "server",
        "formats",
        "labels",
        "paper",
        "word",
        "lib",
        "roster",
        "models",
        "word",
        "world",
        "studies",
        "tools/flash",
        "bench",
      ),
    ],
    packages: "any",
  },
  [wing("tools/demo")]: {
    values: [
      BOARDS,
      PROTOCOL,
      FIRMWARE_BUILD,
      ...wings("contract", "web", "server", "pages", "formats", "lib", "models", "world", "tools/cli"),
    ],
    packages: "any",
  },

  test: { values: [PROTOCOL, BOARDS, "firmware", WINGS], packages: "any" },
};

/** Rooms of the server, each standing on those before it. Files of the root open them and come after all but the doors. */
export const SERVER_FLOORS: readonly string[] = [
  "concurrency",
  "process",
  "disk",
  "keys",
  "database",
  "journal",
  "repeats",
  "units",
  "people",
  "lists",
  "uptake",
  "gates",
  "stock",
  "tokens",
  "uploads",
  "store",
  "matching/hashing",
  "matching",
  "audit",
  "office",
  "staff",
  "station-desk",
  "cases",
  "fires",
  "recalls",
  "upkeep",
  "",
  "http/watch",
  "http/request",
  "http/routes",
  "http",
].map((room) => (room === "" ? wing("server") : wing(`server/${room}`)));

/** Modules that may load one of our own late, and why. Anywhere else a late import only hides an arrow. */
export const LATE: Readonly<Record<string, string>> = {
  [wing("tools/cli/bztoken.mjs")]: "TypeScript is understood only once tsx is there",
  [wing("tools/cli/verbs.ts")]: "a verb is loaded when it is called",
  [wing("tools/cli/server-main.ts")]: "a verb is loaded when it is called",
  [wing("tools/flash/port-child.cjs")]: "the bus of Bluetooth is loaded only where a board is behind it",
  [wing("server/database/own-database.ts")]: "PostgreSQL's driver is loaded only where it is used",
  [wing("server/database/pglite.ts")]: "a thread of its own",
  [wing("server/process/loop-watch.ts")]: "a thread of its own",
  [wing("server/matching/hashing/search.ts")]: "threads of their own",
  [wing("server/matching/hashing/search-thread.mjs")]: "a thread is told of tsx first",
  [wing("server/lists/list-reading.ts")]: "threads of their own",
  [wing("server/lists/list-thread.mjs")]: "a thread is told of tsx first",
  [wing("pages/station/Start.tsx")]:
    "a slow line shows the form first; training is loaded when somebody chooses it",
  [wing("pages/station/shell/later-screens.ts")]:
    "a slow line shows sync first, other screens when they are wanted",
  [wing("pages/desk/later-screens.ts")]:
    "a slow line shows the cases first, other screens when they are wanted",
  [wing("pages/desk/Start.tsx")]: "a slow line shows the form first",
  [wing("pages/quanly/Start.tsx")]: "a slow line shows the form first",
  [wing("pages/quanly/later-screens.ts")]: "screens come when they are wanted",
};

/** The server's insides: only its root opens them, and tests and studies look into them. */
export const INSIDES: Readonly<Record<string, readonly string[]>> = {
  [wing("server/parts.ts")]: [wing("server"), wing("studies"), "test"],
};
