/**
 * Lint of the arrows between modules: each part imports only what plan.ts lets it, neither files nor rooms stand in a
 * circle (types and late imports count), and a late import says why it is one.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type Arrow, arrowsOf } from "./arrows.ts";
import { circlesOf } from "./circles.ts";
import { INSIDES, LATE, type Part, PLAN, SERVER_FLOORS } from "./plan.ts";

const PARTS = Object.keys(PLAN).sort((a, b) => b.length - a.length);

const isWithin = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

function partOf(path: string): string | undefined {
  return PARTS.find((part) => isWithin(path, part));
}

/** The module that an arrow leads to, from the root; undefined for a package. */
export function targetOf({ from, specifier }: Pick<Arrow, "from" | "specifier">): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return join(dirname(from), specifier).split(sep).join("/");
}

/** Why an arrow must not be, or undefined for one that may. */
export function objection(arrow: Arrow): string | undefined {
  const part = partOf(arrow.from);
  if (part === undefined) return undefined;
  const target = targetOf(arrow);
  if (target === undefined) return objectionToPackage(part, PLAN[part]!, arrow.specifier);
  return (
    objectionToPart(part, PLAN[part]!, target, arrow.typeOnly) ??
    objectionToFloor(arrow.from, target) ??
    objectionToInsides(arrow.from, target) ??
    (arrow.isLate && !(arrow.from in LATE) && !arrow.from.startsWith("test/")
      ? "a late import hides an arrow: import it at the top, or say in plan.ts why it is late"
      : undefined)
  );
}

function objectionToPackage(part: string, { packages }: Part, specifier: string): string | undefined {
  if (packages === "any" || packages.includes(specifier)) return undefined;
  return packages.length === 0 ? `${part} imports no packages` : `${part} does not import ${specifier}`;
}

function objectionToPart(
  part: string,
  { values, types = [] }: Part,
  target: string,
  typeOnly: boolean,
): string | undefined {
  const to = partOf(target) ?? target.split("/")[0]!;
  if (to === part || values.some((one) => isWithin(to, one))) return undefined;
  if (!types.some((one) => isWithin(to, one))) return `${part} does not import ${to}`;
  return typeOnly ? undefined : `${part} imports only types of ${to}`;
}

/** A room of the server imports those below it. */
function objectionToFloor(from: string, target: string): string | undefined {
  const [mine, other] = [floorOf(from), floorOf(target)];
  if (mine < 0 || other <= mine) return undefined;
  return `${SERVER_FLOORS[mine]} stands below ${SERVER_FLOORS[other]}`;
}

function floorOf(path: string): number {
  return SERVER_FLOORS.indexOf(dirname(path));
}

function objectionToInsides(from: string, target: string): string | undefined {
  const friends = INSIDES[target];
  if (
    !friends ||
    friends.some((one) => dirname(from) === one || (one !== dirname(target) && isWithin(from, one)))
  )
    return undefined;
  return `${target} is the inside of ${dirname(target)}`;
}

interface Plan {
  readonly files: number;
  readonly rooms: number;
  /** Between rooms, each pair once. */
  readonly arrows: number;
  readonly late: number;
  /** As `file:line: specifier: why`, or as a circle. */
  readonly objections: readonly string[];
}

/** Looks at every module of a repository. */
export function checkArrows(root: string): Plan {
  const objections: string[] = [];
  const files = new Map<string, Set<string>>();
  const rooms = new Map<string, Set<string>>();
  let late = 0;
  for (const from of pathsIn(root)) {
    const arrows = arrowsOf(from, readFileSync(join(root, from), "utf8"));
    files.set(from, new Set());
    const room = dirname(from);
    if (!rooms.has(room)) rooms.set(room, new Set());
    for (const arrow of arrows) {
      const why = objection(arrow);
      if (why) objections.push(`${from}:${arrow.line}: ${arrow.specifier}: ${why}`);
      const target = targetOf(arrow);
      if (target === undefined) continue;
      late += Number(arrow.isLate);
      files.get(from)!.add(target);
      if (dirname(target) !== room) rooms.get(room)!.add(dirname(target));
    }
    if (isWithin(from, "host-tools/server") && floorOf(from) < 0)
      objections.push(`${from}: ${room} is no room of the server: give it a floor in plan.ts`);
  }
  for (const circle of circlesOf(files)) objections.push(`circle of files: ${circle.join(", ")}`);
  for (const circle of circlesOf(rooms)) objections.push(`circle of rooms: ${circle.join(", ")}`);
  const arrows = [...rooms.values()].reduce((sum, others) => sum + others.size, 0);
  return { files: files.size, rooms: rooms.size, arrows, late, objections };
}

/** Paths of the modules below a folder, in order; packages' own folders left out. */
export function modulesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.([mc]?[jt]s|[jt]sx)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(`${sep}node_modules${sep}`))
    .sort();
}

/** Of every part, as paths from the root. */
function pathsIn(root: string): string[] {
  const tops = new Set(PARTS.map((part) => part.split("/")[0]!));
  return [...tops].flatMap((top) =>
    modulesIn(join(root, top)).map((path) => relative(root, path).split(sep).join("/")),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const plan = checkArrows(fileURLToPath(new URL("../../../", import.meta.url)));
  for (const objection of plan.objections) console.error(objection);
  console.log(
    `${plan.files} files in ${plan.rooms} rooms, ${plan.arrows} arrows between rooms, ${plan.late} late imports`,
  );
  process.exitCode = plan.objections.length > 0 ? 1 : 0;
}
