/** Contacts leave a page on paper or as a picture only once the server has written it down. */
import type { Leaving } from "../../../contract/vocabulary.ts";
import type { Api } from "../../shared/api.ts";
import type { DeskReason } from "../texts/words.ts";

export async function writeLeaving(api: Api, of: string, what: Leaving, reason: DeskReason): Promise<void> {
  await api.send("POST", `/api/cases/${of}/leaving`, { what, reason });
}
