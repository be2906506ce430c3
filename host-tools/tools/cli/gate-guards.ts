/** Guards of a gate's machine: who may begin a shift there, added and removed by whoever set it up. */
import * as v from "valibot";
import { FIRST_PIN_DAYS, guardName } from "../../contract/guards.ts";
import { Guards } from "../../gate-machine/guards.ts";
import { readIdentity } from "../../gate-machine/identity-file.ts";
import { type Arguments, BadInput, type Output } from "./verb.ts";

export const GUARD_USAGE = "guard add|remove NAME | guard list";

const firstPinText = (name: string, pin: string) =>
  `First PIN of ${name}: ${pin}. It is told this once, is good for ${FIRST_PIN_DAYS} days, and is changed at the first shift.`;

/** While the gate runs, too. */
export async function guardWork(args: Arguments, dir: string): Promise<Output> {
  const [what, deed, ...words] = args.positionals;
  // In another folder the gate would look for nobody.
  if (!readIdentity(dir)) throw new BadInput(`${dir} is no folder of a gate that was let in`);
  const guards = new Guards(dir);
  if (what === "guard" && deed === "list" && words.length === 0) {
    const all = guards.list(Date.now()).sort((a, b) => (a.name < b.name ? -1 : 1));
    const lines = all.map(({ name, isFirstPin, isOver }) =>
      isOver
        ? `${name} (first PIN over: remove and add again)`
        : isFirstPin
          ? `${name} (no shift yet)`
          : name,
    );
    return { json: { guards: all }, text: lines.join("\n") || "No guard may begin a shift here." };
  }
  if (what !== "guard" || (deed !== "add" && deed !== "remove") || words.length !== 1)
    throw new BadInput(`bztoken gate ${GUARD_USAGE} --data DIR`);
  const name = nameOf(words[0]!);
  if (deed === "remove") {
    const removed = guards.remove(name);
    if (removed === undefined)
      throw new BadInput(`${name} is no guard here, or several are alike: see guard list`);
    return { json: { removed }, text: `${removed} begins no shift here any more.` };
  }
  const pin = await guards.add(name, Date.now());
  if (pin === undefined)
    throw new BadInput(`${name} is a guard here already; whoever forgot a PIN is removed and added again`);
  return { json: { name, firstPin: pin }, text: firstPinText(name, pin) };
}

/** As the machine is let in: the first guard, told on stderr. Later, what to do where there is none. */
export async function firstGuard(args: Arguments, dir: string): Promise<void> {
  const guards = new Guards(dir);
  const wanted = args.text("guard");
  if (wanted !== undefined && args.text("code") !== undefined) {
    const name = nameOf(wanted);
    const pin = await guards.add(name, Date.now());
    if (pin !== undefined) console.error(firstPinText(name, pin));
  }
  if (guards.list(Date.now()).length === 0)
    console.error(
      `Nobody can begin a shift, so visitors cannot be noted: bztoken gate guard add NAME --data ${dir}`,
    );
}

function nameOf(text: string): string {
  const read = v.safeParse(guardName, text);
  if (!read.success) throw new BadInput(`"${text}" is no name of a guard`);
  return read.output;
}
