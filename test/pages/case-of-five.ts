/** A case at a desk: somebody, and four who were near them for 45 minutes the day before. */
import assert from "node:assert/strict";
import type { Server } from "../../host-tools/server/server.ts";
import { DEFAULT_RULE } from "../../protocol/rules.ts";
import { logOf, record, type TestToken } from "../support/scenario.ts";
import { type StationServer, WARD } from "../support/station-server.ts";

export const START = Date.UTC(2026, 10, 23, 3);
const DAY = Math.floor(START / 86_400_000);
const NINE = (DAY - 1) * 96 + 8;
/** The first is the case's. */
export const NAMES = ["Nguyễn Thị Đào", "Trần Văn Ân", "Lê Thị Bưởi", "Phạm Đình Chuẩn", "Hoàng Thị Én"];

/** With "dieutra", who investigates, and "goi", who calls for others. */
export async function prepareCase(
  id: string,
  desk: StationServer,
  server: Server,
  tokens: readonly TestToken[],
): Promise<void> {
  await desk.addAccount("dieutra", "Nguyễn Thanh Hà", { role: "investigator" });
  await desk.addAccount("goi", "Lê Minh Gọi", { role: "caller" });
  const persons: string[] = [];
  for (const [i, name] of NAMES.entries()) {
    persons.push(await desk.addPerson({ name, birth: String(1950 + i), phone: `+8491234567${i}` }));
    await desk.wears(persons[i]!, i + 1);
  }
  const frames = [0, 1, 2].map((i) => ({
    epoch: NINE + i,
    records: tokens.slice(1).map((token) => record(token, NINE + i)),
  }));
  for (const result of await server.receivePages(logOf(tokens[0]!, frames))) assert.ok(result.ok);
  const of = {
    id,
    place: WARD,
    reference: "HD/2026-17",
    ground: "pcr",
    tested: "2026-11-23",
    rule: DEFAULT_RULE.id,
    openedBy: "somebody",
    approvedBy: "somebody else",
    openedAt: START,
    state: "open",
    subject: { kind: "person", person: persons[0]! },
  } as const;
  await desk.office.commit({ actor: "server", action: "case.open", outcome: "done" }, [{ kind: "case", of }]);
}
