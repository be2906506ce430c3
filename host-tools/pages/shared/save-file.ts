/** Hands something to the browser's downloads. */
export function saveFile(name: string, type: string, content: string | Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Downloads begin at once; what they read from stays for a while.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
