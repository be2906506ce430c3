/** Two records of one person, over the server. */
import type { Merging as Asked, Merged, PersonMerges } from "../../../contract/merges.ts";
import type { LikelyDoubles, Person } from "../../../contract/persons.ts";
import type { Api } from "../../shared/api.ts";
import type { Holdings } from "../local-store/holdings.ts";
import type { Merging, Registry } from "./types.ts";

interface MergingParts {
  readonly api: Api;
  readonly registry: Registry;
  readonly holdings: Holdings;
}

export function mergingOf({ api, registry, holdings }: MergingParts): Merging {
  const pathOf = (person: string) => `/api/persons/${person}/merges`;
  /** What this computer holds of everybody is old after it. */
  const refresh = async () => {
    const everybody = await registry.everybody().catch(() => undefined);
    if (everybody) await holdings.note(() => [...everybody]);
  };
  return {
    async alike({ id, name, birth, phone, idNumber, hamlet, group }) {
      const asked = { name, birth, phone, idNumber, hamlet, group };
      const { persons } = await api.send<LikelyDoubles>("POST", "/api/persons/doubles", asked);
      return persons.filter((one) => one.id !== id);
    },
    async merge(kept, other, take) {
      const body: Asked = {
        other: other.id,
        take: [...take],
        seen: { person: detailsOf(kept), other: detailsOf(other) },
      };
      const merged = await api.send<Merged>("POST", pathOf(kept.id), body);
      await refresh();
      return merged;
    },
    of: async (person) => (await api.get<PersonMerges>(pathOf(person))).merges,
    async takeApart(person, other) {
      await api.send("DELETE", `${pathOf(person)}/${other}`);
      await refresh();
    },
  };
}

function detailsOf({ id: _, ...details }: Person): Asked["seen"]["person"] {
  return details;
}
