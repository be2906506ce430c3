/** Samples of a case's contacts: as the laboratory is sent them, and what its answers come to. */
import type { ResultObjection } from "../../formats/lab/results-file.ts";
import {
  COLUMNS_READ,
  FILE_RESULTS,
  type SampleResult,
  type WrongResult,
} from "../../formats/lab/results-file.ts";
import { csvText } from "./export-table.ts";
import type { Test, Told } from "./next-steps.ts";
import { type Written, whatStands } from "./written.ts";

/** A sample as it stands, and whose it is. */
export interface Sample {
  readonly key: string;
  readonly entry: Written<Test>;
}

export function samplesOf(told: ReadonlyMap<string, readonly Written<Told>[]>): Sample[] {
  return [...told].flatMap(([key, entries]) =>
    whatStands(entries).flatMap(({ said, ...entry }) =>
      said.kind === "test" ? [{ key, entry: { ...entry, said } }] : [],
    ),
  );
}

/** The last positive test that stands, or undefined. */
export function positiveOf(told: readonly Written<Told>[]): Test | undefined {
  const tests = whatStands(told).flatMap(({ said }) => (said.kind === "test" ? [said] : []));
  return tests.findLast(({ result }) => result === "positive");
}

interface Judged {
  /** A sample that waited, and its result. */
  readonly added: readonly { readonly of: Sample; readonly result: Test["result"] }[];
  readonly errors: readonly WrongResult[];
}

/** What a laboratory's results come to: those that are known already add nothing. */
export function judgeResults(samples: readonly Sample[], results: readonly SampleResult[]): Judged {
  const added: { of: Sample; result: Test["result"] }[] = [];
  const errors: WrongResult[] = [];
  for (const { row, sample, result } of results) {
    const object = (what: ResultObjection) => errors.push({ row, what });
    const found = samples.filter(({ entry }) => entry.said.sample === sample);
    const [of] = found;
    if (!of || found.length > 1) object("unknown");
    else if (of.entry.said.result === "waiting") added.push({ of, result });
    else if (of.entry.said.result !== result) object("changed");
  }
  return { added, errors };
}

/** What a laboratory needs to know of whose sample it is. */
export interface Sampled {
  readonly label: string;
  readonly birth: string;
  readonly phone: string;
}

const bothOf = ({ vi, en }: { readonly vi: string; readonly en: string }) => `${vi} / ${en}`;

/** The table that goes to the laboratory; it comes back with the last column filled in. */
export function samplesTable(samples: readonly Sample[], who: (key: string) => Sampled): string {
  const titles = [
    bothOf(COLUMNS_READ.sample),
    "Họ và tên / Name",
    "Năm sinh / Born",
    "Điện thoại / Phone",
    "Ngày lấy mẫu / Sampled",
    "Phương pháp / Method",
    bothOf(COLUMNS_READ.result),
  ];
  const rows = samples.map(({ key, entry: { said } }) => {
    const { label, birth, phone } = who(key);
    const { sample, sampled, method, result } = said;
    const told = result === "waiting" ? "" : bothOf(FILE_RESULTS[result]);
    return [sample, label, birth, phone, sampled, method === "pcr" ? "PCR" : "test nhanh / rapid test", told];
  });
  return csvText([titles, ...rows]);
}
