/**
 * The thread that PGlite runs in: its WebAssembly blocks whoever calls it, and a full disk makes it spin for ever.
 * Plain JavaScript, since a thread does not get tsx. What it is sent and sends stands in pglite.ts.
 */
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";

const opening = PGlite.create(workerData.folder ?? "memory://");
// Told with the first request's answer.
opening.catch(() => {});

parentPort.on("message", async ({ id, kind, sql, parameters }) => {
  try {
    const pglite = await opening;
    if (kind === "close") await pglite.close();
    if (kind === "exec") await pglite.exec(sql);
    const rows = kind === "query" ? (await pglite.query(sql, parameters)).rows : [];
    parentPort.postMessage({ id, rows });
  } catch (error) {
    parentPort.postMessage({ id, fault: faultOf(error) });
  }
});

/** Errors of statements name a severity; what has none comes out of the machine below, and nothing works after it. */
function faultOf(error) {
  const { message = String(error), severity, code } = error ?? {};
  return { message, isDeadly: severity !== "ERROR", ...(code === undefined ? {} : { code }) };
}
