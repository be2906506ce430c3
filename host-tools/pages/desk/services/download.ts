import type { ExportedFile } from "../../../contract/contacts.ts";
import type { Api } from "../../shared/api.ts";
import { saveFile } from "../../shared/save-file.ts";

/** Hands a file of the server to the browser's downloads; returns what it covers. */
export async function download(api: Api, path: string): Promise<ExportedFile["covers"]> {
  const { name, type, content, covers } = await api.get<ExportedFile>(path);
  saveFile(
    name,
    type,
    Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0)),
  );
  return covers;
}
