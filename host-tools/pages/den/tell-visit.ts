/** Seals a visit and sends it; the same one keeps its number until it is noted, so that it is noted once. */
import * as v from "valibot";
import type { SealTo } from "../../contract/gates.ts";
import { sealed } from "../../contract/sealed.ts";
import { type Site, type SiteVisit, siteVisit } from "../../contract/site.ts";
import { newVisitId } from "../../contract/visit-id.ts";
import { type Api, ApiProblem } from "../shared/api.ts";

export type SiteField = "name" | "phone" | "host";

interface Told extends Readonly<Record<SiteField, string>> {
  readonly direction: SiteVisit["direction"];
}

function visitOf(site: string, id: string, { direction, ...fields }: Told): SiteVisit {
  const [name, phone, host] = [fields.name, fields.phone, fields.host].map((text) => text.trim());
  return { id, site, direction, name: name!, ...(phone ? { phone } : {}), ...(host ? { host } : {}) };
}

/** The first field that does not fit. */
export function wrongFieldOf(site: string, told: Told): SiteField | undefined {
  const read = v.safeParse(siteVisit, visitOf(site, newVisitId(), told));
  if (read.success) return undefined;
  const wrong = new Set(read.issues.map((issue) => v.getDotPath(issue)));
  return (["name", "phone", "host"] as const).find((field) => wrong.has(field));
}

export class TellVisit {
  readonly #api: Api;
  readonly #site: string;
  #sealTo: SealTo;
  /** What is being told, and its number. */
  #telling: { readonly told: string; readonly id: string } | undefined;

  constructor(api: Api, site: string, sealTo: SealTo) {
    this.#api = api;
    this.#site = site;
    this.#sealTo = sealTo;
  }

  /** Resolves once the server has it. Throws ApiProblem or NoNetwork. */
  async tell(of: Told): Promise<void> {
    const told = JSON.stringify(of);
    if (this.#telling?.told !== told) this.#telling = { told, id: newVisitId() };
    const visit = visitOf(this.#site, this.#telling.id, of);
    try {
      await this.#send(visit);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.reason !== "form-key") throw error;
      // The server has drawn another key since the page was opened.
      this.#sealTo = (await this.#api.get<Site>(`/api/site/${this.#site}`)).sealTo;
      await this.#send(visit);
    }
    this.#telling = undefined;
  }

  async #send(visit: SiteVisit): Promise<void> {
    await this.#api.send("POST", `/api/site/${this.#site}/visits`, await sealed(visit, this.#sealTo));
  }
}
