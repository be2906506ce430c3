/** Deeds that somebody may do by mistake: each is undone for a while, set right by another of its kind, or asked about first. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { PLANNED_DAYS } from "../../../host-tools/contract/lists.ts";
import { UNDO_STOCK_HOURS } from "../../../host-tools/contract/stock.ts";
import { APART_DAYS, UNDO_END_HOURS } from "../../../host-tools/contract/vocabulary.ts";
import { ROUTES } from "../../../host-tools/server/http/routes/index.ts";

type Mended =
  /** By another route, for so long. */
  | { readonly by: string; readonly days: number | "ever" }
  /** By the same route with what it was before. */
  | { readonly again: string }
  /** The page says what will happen, in this text, before it is done. */
  | { readonly asks: readonly [file: string, text: string] }
  /** Nothing can be lost by it. */
  | { readonly harmless: string };

const DESK_TEXTS = "desk/texts/desk.ts";

const DEEDS: Readonly<Record<string, Mended>> = {
  "POST /api/cases/{case}/closing": { by: "DELETE /api/cases/{case}/closing", days: 7 },
  "DELETE /api/cases/{case}/closing": { again: "closed again" },
  "POST /api/cases/{case}/approval": { asks: [DESK_TEXTS, "sureApprove"] },
  "POST /api/cases": { by: "POST /api/cases/{case}/closing", days: "ever" },
  "PUT /api/cases/{case}": { again: "the dates that stood there; who was found comes back with them" },
  "PUT /api/cases/{case}/contacts/{contact}": { again: "the state or note before, from the history" },
  "POST /api/cases/{case}/claims": { by: "DELETE /api/cases/{case}/contacts/{contact}/claim", days: "ever" },
  "DELETE /api/cases/{case}/contacts/{contact}/claim": { harmless: "the line is claimed again" },
  "POST /api/cases/{case}/leaving": { harmless: "it only writes down that contacts leave the page" },
  "POST /api/cases/{case}/contacts/{contact}/calls": { again: "a correction that names it" },
  "POST /api/cases/{case}/contacts/{contact}/case": {
    by: "POST /api/cases/{case}/closing",
    days: "ever",
  },
  "POST /api/cases/{case}/results": {
    by: "POST /api/cases/{case}/contacts/{contact}/health",
    days: "ever",
  },
  "POST /api/calls": { by: "DELETE /api/calls/{claim}", days: "ever" },
  "DELETE /api/calls/{claim}": { harmless: "it is free for the next one who claims lines" },
  "POST /api/calls/{claim}/calls": { again: "a correction that names it" },
  "POST /api/calls/{claim}/answers": {
    by: "POST /api/cases/{case}/contacts/{contact}/health",
    days: "ever",
  },
  "POST /api/cases/{case}/contacts/{contact}/health": { again: "a correction that names it" },
  "POST /api/notices": { by: "DELETE /api/notices/{notice}", days: "ever" },
  "DELETE /api/notices/{notice}": { by: "POST /api/notices", days: "ever" },
  "POST /api/stock/takings": { harmless: "no token changes by it; another one tells what is there then" },
  "POST /api/stock/deeds": { by: "DELETE /api/stock/{serial}/deeds", days: UNDO_STOCK_HOURS / 24 },
  "DELETE /api/stock/{serial}/deeds": { again: "the deed again" },
  "POST /api/transfers": { by: "DELETE /api/transfers/{transfer}", days: "ever" },
  "DELETE /api/transfers/{transfer}": { again: "the box sent again" },
  "POST /api/transfers/acknowledgements": { by: "POST /api/transfers", days: "ever" },
  "POST /api/transfers/takeovers": { by: "POST /api/transfers", days: "ever" },
  "POST /api/cases/{case}/phone": { asks: ["desk/texts/contacts.ts", "bringAnothers"] },
  "POST /api/tokens/{serial}/retirement": { by: "DELETE /api/tokens/{serial}/retirement", days: "ever" },
  "DELETE /api/tokens/{serial}/retirement": { again: "retired again" },
  "POST /api/persons": { by: "DELETE /api/persons/{person}", days: "ever" },
  "POST /api/persons/doubles": { harmless: "it only asks who there is already" },
  "POST /api/persons/{person}/another": { by: "POST /api/persons/{person}/merges", days: "ever" },
  "POST /api/persons/{person}/merges": {
    by: "DELETE /api/persons/{person}/merges/{merged}",
    days: APART_DAYS,
  },
  "DELETE /api/persons/{person}/merges/{merged}": { again: "they become one again" },
  "POST /api/persons/{person}/consents": { again: "another answer to the same purpose" },
  "PUT /api/persons/{person}": { again: "the details that stood there" },
  "POST /api/lists": { by: "DELETE /api/lists/{list}", days: PLANNED_DAYS },
  "POST /api/lists/check": { harmless: "it only tells what would become of a file" },
  "POST /api/lists/marked": { harmless: "it only gives the file back" },
  "DELETE /api/lists/{list}": { by: "POST /api/lists", days: "ever" },
  "POST /api/lists/{list}/doubles": { by: "DELETE /api/lists/{list}", days: PLANNED_DAYS },
  "DELETE /api/planned/{row}": { harmless: "who comes all the same is written down by hand, as anybody is" },
  "PUT /api/units/{unit}": { again: "what stood there" },
  "DELETE /api/units/{unit}": { by: "PUT /api/units/{unit}", days: "ever" },
  "POST /api/units/lists": { by: "PUT /api/units/{unit}", days: "ever" },
  "POST /api/units/checks": { harmless: "it only looks at the rows" },
  "DELETE /api/organisations/{organisation}": { by: "PUT /api/organisations/{organisation}", days: "ever" },
  "PUT /api/organisations/{organisation}": { again: "what stood there" },
  "PUT /api/organisations/{organisation}/tokens": { again: "given back, or given again" },
  "PUT /api/staff/{account}": { again: "enabled again, or the role before" },
  "POST /api/setup": { by: "PUT /api/units/{unit}", days: "ever" },
  "POST /api/staff": { by: "PUT /api/staff/{account}", days: "ever" },
  "POST /api/staff/sheets": { by: "PUT /api/staff/{account}", days: "ever" },
  "POST /api/staff/checks": { harmless: "it only looks at the rows" },
  "POST /api/staff/{account}/unlock": { harmless: "five wrong tries lock it again" },
  "POST /api/staff/{account}/reset": { harmless: "the account gets a first password again" },
  "POST /api/staff/{account}/acceptance": { by: "PUT /api/staff/{account}", days: "ever" },
  "POST /api/computers": { by: "DELETE /api/computers/{computer}", days: "ever" },
  "DELETE /api/computers/{computer}": { by: "POST /api/computers", days: "ever" },
  "POST /api/uptake/heads": { again: "the counts that stood there; no heads take them back" },
  "POST /api/uptake/targets": { again: "the target that stood there, or none" },
  "POST /api/fires": { by: "DELETE /api/fires/{fire}", days: "ever" },
  "DELETE /api/fires/{fire}": { by: "POST /api/fires", days: "ever" },
  "POST /api/cases/{case}/contacts/{contact}/token-call": {
    by: "DELETE /api/cases/{case}/contacts/{contact}/token-call",
    days: "ever",
  },
  "DELETE /api/cases/{case}/contacts/{contact}/token-call": {
    by: "POST /api/cases/{case}/contacts/{contact}/token-call",
    days: "ever",
  },
  "POST /api/gates": { by: "DELETE /api/gates/{gate}", days: "ever" },
  "POST /api/gates/{gate}/code": { again: "another code, and the one before is good no more" },
  "POST /api/gates/{gate}/site": { asks: ["quanly/texts/poster.ts", "sure"] },
  "DELETE /api/gates/{gate}": { by: "POST /api/gates", days: "ever" },
  "POST /api/enrolments/{serial}/end": {
    harmless: "a number is void only where nobody has seen a token of it",
  },
  "POST /api/enrolments": { harmless: "a number that no token gets is void, and its keys are nowhere else" },
  "POST /api/moves/{move}/acceptance": { by: "PUT /api/persons/{person}", days: "ever" },
  "POST /api/tokens/{serial}/wearers": { by: "POST /api/tokens/{serial}/wearers/end", days: "ever" },
  "POST /api/tokens/{serial}/wearers/end": {
    by: "DELETE /api/tokens/{serial}/wearers/{person}/end",
    days: UNDO_END_HOURS / 24,
  },
  "DELETE /api/tokens/{serial}/wearers/{person}/end": { again: "taken back again" },
  "POST /api/tokens/{serial}/wearers/doubt": { again: "said anew, as long as somebody of the two is known" },
  "DELETE /api/persons/{person}": { asks: ["station/texts/wearers.ts", "cannotUndo"] },
};

/** Routes that change nothing of people, cases or staff that somebody could regret. */
const NOT_DEEDS =
  /\/api\/(session|tickets|refusals|station\/forms|site\/\{site\}\/visits|gates\/(machine|\{gate\}\/(passages|recalls)))|\/(time|pages|tokens\/\{serial\}\/health|resolution)(\/|$)|\{sequence\}/;

describe("what is done by mistake", () => {
  const names = ROUTES.map(({ method, path }) => `${method} ${path}`);
  const changing = names.filter((name) => !name.startsWith("GET ") && !NOT_DEEDS.test(name));

  it("stands in one table for every route that changes something", () => {
    assert.deepEqual(Object.keys(DEEDS).sort(), changing.sort());
  });

  it("is undone by a route that there is, or asked about in words of the page", () => {
    for (const [name, mended] of Object.entries(DEEDS)) {
      if ("by" in mended) assert.ok(names.includes(mended.by), name);
      if ("again" in mended) assert.ok(names.includes(name), name);
      if (!("asks" in mended)) continue;
      const [file, text] = mended.asks;
      const source = readFileSync(new URL(`../../../host-tools/pages/${file}`, import.meta.url), "utf8");
      assert.equal(
        source.match(new RegExp(`\\b${text}:`, "g"))?.length,
        2,
        `${name}: ${text} in both languages`,
      );
    }
  });
});
