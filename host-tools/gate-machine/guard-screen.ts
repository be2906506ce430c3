/** How the gate is, as the guard's page shows it: from the machine, its listeners and what the server said last. */
import type { GateOnScreen, ListenerKind, ListenerState } from "../contract/guard-screen.ts";
import { told } from "../contract/small-numbers.ts";
import type { Layout } from "../gate/layout.ts";
import { isoOf } from "../lib/time.ts";
import type { GateMachine } from "./gate-machine.ts";
import type { MachineIdentity } from "./identity-file.ts";
import type { RaisedFire } from "./raised-fire.ts";
import type { Sent } from "./sender.ts";

export interface GateParts {
  readonly identity: Pick<MachineIdentity, "name" | "placeName" | "zone">;
  readonly layout: Layout;
  readonly machine: GateMachine;
  readonly kind: (listener: string) => ListenerKind;
  /** What is known of a listener's adapter, or of the link to its gate token. */
  readonly adapter: (listener: string) => "on" | "off" | "gone";
  /** Undefined until it was tried. */
  readonly sent: Pick<Sent, "hindrance" | "ahead"> | undefined;
  readonly fire: RaisedFire;
}

/** `now`: Unix ms. */
export function guardScreenOf(parts: GateParts, now: number): GateOnScreen {
  const { identity, layout, machine, kind, adapter, sent } = parts;
  const inside = machine.inside();
  const fire = parts.fire.shown(now);
  return {
    gate: identity.name,
    placeName: identity.placeName,
    zone: identity.zone,
    now: isoOf(now),
    listeners: layout.listeners.map(({ name, side }) => {
      const heard = machine.lately.of(name, now);
      return {
        name,
        side,
        kind: kind(name),
        state: stateOf(adapter(name), heard.tokens + heard.phones),
        ...heard,
      };
    }),
    ...(inside === undefined ? {} : { inside: told(inside) }),
    passages: machine.passages,
    ...machine.tally.of(now),
    startedAt: isoOf(machine.startedAt),
    unwritten: machine.waiting,
    ...(sent?.hindrance === undefined ? {} : { hindrance: sent.hindrance }),
    ahead: sent?.ahead ?? 0,
    ...(fire && { fire }),
  };
}

function stateOf(adapter: "on" | "off" | "gone", heard: number): ListenerState {
  if (adapter !== "on") return adapter;
  return heard > 0 ? "hears" : "silent";
}
