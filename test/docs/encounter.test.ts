import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { arrowsOf } from "../../host-tools/tools/lint/arrows.ts";
import { targetOf } from "../../host-tools/tools/lint/check-arrows.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

describe("one encounter in docs/DESIGN.md", () => {
  const page = readFileSync(join(ROOT, "docs/DESIGN.md"), "utf8");
  const [, section = ""] = page.split("## One encounter, in the order of the files\n");
  const steps = section
    .split("\n## ")[0]!
    .split("\n")
    .filter((line) => line.startsWith("| ") && line.includes("`"))
    .map((line) => [...line.matchAll(/`([^`]+\.tsx?)`/g)].map(([, file]) => file!));
  const files = steps.flat();

  it("goes through files that are there", () => {
    assert.ok(steps.length >= 10, `${steps.length} steps`);
    assert.deepEqual(
      files.filter((file) => !existsSync(join(ROOT, file))),
      [],
    );
  });

  it("goes on, within a step, along imports", () => {
    const leadsTo = (from: string, to: string) =>
      arrowsOf(from, readFileSync(join(ROOT, from), "utf8")).some((arrow) => targetOf(arrow) === to);
    const broken = steps.flatMap((step) =>
      step.slice(1).flatMap((file, i) => {
        const before = step[i]!;
        return leadsTo(before, file) || leadsTo(file, before) ? [] : [`${before}, ${file}`];
      }),
    );
    assert.deepEqual(broken, []);
  });

  it("never goes from one room to another and back", () => {
    const rooms = files.map(dirname);
    const gone = new Set<string>();
    const back: string[] = [];
    rooms.slice(1).forEach((room, i) => {
      const before = rooms[i]!;
      if (room === before) return;
      if (gone.has(`${room} ${before}`)) back.push(`${before}, ${room}`);
      gone.add(`${before} ${room}`);
    });
    assert.deepEqual(back, []);
  });
});
