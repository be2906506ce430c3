import type { ExportedFile } from "../../../contract/contacts.ts";
import type { Api } from "../../shared/api.ts";

/** Hands a file of the server to the browser's downloads; returns what it covers. */
export async function download(api: Api, path: string): Promise<ExportedFile["covers"]> {
  const { name, type, content, covers } = await api.get<ExportedFile>(path);
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Downloads begin at once; what they read from stays for a while.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return covers;
}
