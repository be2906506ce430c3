/** What is handed out: an archive for the server, and one for a gate's computer. */

export interface Product {
  readonly name: string;
  readonly description: string;
  /** The program that `bztoken` starts; sources as paths from the root. */
  readonly program: string;
  /** Threads that it starts by itself. */
  readonly threads: readonly string[];
  /** Of the pages these alone, by folder; all unless told. */
  readonly pages?: readonly string[];
  readonly documents: readonly string[];
  /** The list of its parts. */
  readonly sbom: string;
  /** Packages that others would use where they are there, and that build something when they are installed. */
  readonly without: readonly string[];
}

const document = (name: string) => `docs/${name}.md`;

export const PRODUCTS: readonly Product[] = [
  {
    name: "bluezone-server",
    description: "Server for Bluezone tokens: stations, staff, cases",
    program: "host-tools/tools/cli/server-main.ts",
    threads: [
      "host-tools/server/matching/hashing/search-worker.ts",
      "host-tools/server/lists/list-worker.ts",
      "host-tools/server/database/pglite-thread.mjs",
      "host-tools/server/process/loop-watch-thread.mjs",
    ],
    documents: ["admin", "access", "legal", "loading", "THREATS"].map(document),
    sbom: "sbom.json",
    without: [],
  },
  {
    name: "bluezone-gate",
    description: "A gate for Bluezone tokens: who comes and goes, sealed to the server",
    program: "host-tools/tools/cli/gate-main.ts",
    threads: [],
    pages: ["cong"],
    documents: ["admin", "GATES", "legal", "THREATS"].map(document),
    sbom: "sbom-gate.json",
    // A socket that hands over open files, which no call of BlueZ that a gate makes does.
    without: ["usocket"],
  },
];
