/** Lists of people to come, as places send them. */
import type { Client } from "./harness.ts";

/** A CSV file of these lines below the usual headings. */
export function listOf(...lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(["Họ và tên;Ngày sinh;Điện thoại;Tổ", ...lines].join("\n"));
}

export async function jsonOf<T>(answer: Response | Promise<Response>): Promise<T> {
  const response = await answer;
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

interface Brought {
  readonly list?: string;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly waiting: number;
  readonly skipped: readonly { readonly row: number; readonly why: string }[];
  readonly problems: readonly { readonly row: number; readonly column: string; readonly code: string }[];
}

export function bring(client: Client, place: string, file: Uint8Array, more = ""): Promise<Brought> {
  return jsonOf(client.ask("POST", `/api/lists?place=${place}${more}`, file));
}

/** Created, updated, unchanged, waiting, skipped. */
export function countsOf({ created, updated, unchanged, waiting, skipped }: Brought): number[] {
  return [created, updated, unchanged, waiting, skipped.length];
}

interface PlannedRow {
  readonly id: string;
  readonly name: string;
  readonly birth: string;
  readonly group?: string;
  readonly unit: string;
  readonly organisation?: string;
}

export async function plannedOf(client: Client, text = ""): Promise<readonly PlannedRow[]> {
  const path = `/api/planned?limit=200&text=${encodeURIComponent(text)}`;
  return (await jsonOf<{ planned: PlannedRow[] }>(client.ask("GET", path))).planned;
}
