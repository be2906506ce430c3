/** How fast a machine is, by something everybody can run: processors of one name differ by two from day to day. */
import { execFileSync } from "node:child_process";
import { programOnPath } from "./system-packages.ts";

/** SHA-256 of 32 bytes a second on so many processors together, as `openssl speed` measures it in 3 s; undefined where it is not installed. */
export function opensslSpeed(processors: number): number | undefined {
  if (!programOnPath("openssl")) return undefined;
  const words = ["speed", "-mr", "-seconds", "3", "-bytes", "32", "-multi", String(processors), "sha256"];
  const text = execFileSync("openssl", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const bytes = /^\+F:\d+:sha256:([\d.]+)/m.exec(text)?.[1];
  return bytes === undefined ? undefined : Math.round(Number(bytes) / 32);
}
