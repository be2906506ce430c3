/** Wants the lock of a folder, says "in" or why not, and keeps it until it is killed or its input ends. */
import { lockFolder } from "../../../host-tools/server/disk/lock.ts";

try {
  await lockFolder(process.argv[2]!);
  process.stdout.write("in\n");
} catch (error) {
  process.stdout.write(`${(error as Error).message}\n`);
}
process.stdin.resume();
