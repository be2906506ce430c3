import { toHex } from "../../protocol/bytes.ts";

/** What names a sealed page as it came off a token. */
interface PageName {
  readonly serial: number;
  readonly sequence: number;
  readonly length: number;
  readonly mac: Uint8Array;
}

/** Where a page is put. */
export function pagePath({ serial, sequence, length, mac }: PageName): string {
  const query = new URLSearchParams({ length: String(length), mac: toHex(mac) });
  return `/api/tokens/${serial}/pages/${sequence}?${query}`;
}
