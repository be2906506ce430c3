/** A PostgreSQL server of one's own for tests and benchmarks, in a temporary folder, reached by a Unix socket only. */
import { execFile, execFileSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** It refuses to run as root; these users are there on Debian. */
const OTHER_USERS = ["postgres", "nobody"];

export interface PrivateCluster {
  readonly url: string;
  /** Its folder, in which the server may read files. */
  readonly folder: string;
  /** Stops the server, does `between`, and starts it again: connections are lost. */
  restart(between?: () => void): void;
  /** The same, while this process goes on with what it does. */
  restartMeanwhile(): Promise<void>;
  /** The first half of a restart, and the second. */
  halt(): void;
  resume(): void;
  stop(): void;
}

interface ClusterOptions {
  /** False leaves fsync out. */
  readonly isDurable?: boolean;
  /** Settings by name, such as shared_buffers. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts one with the programs in this folder (postgresqlPrograms). Throws when it does not come up. */
export function startPrivateCluster(
  programs: string,
  { isDurable = true, settings = {} }: ClusterOptions = {},
): PrivateCluster {
  const folder = mkdtempSync(join(tmpdir(), "bluezone-postgresql-"));
  const data = join(folder, "data");
  const user = process.getuid?.() === 0 ? otherUser() : undefined;
  if (user) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o755);
  const commandOf = (program: string, words: readonly string[]): [string, ...string[]] =>
    user
      ? ["runuser", "-u", user.name, "--", join(programs, program), ...words]
      : [join(programs, program), ...words];
  const run = (program: string, ...words: string[]) => {
    const [command, ...rest] = commandOf(program, words);
    execFileSync(command, rest, { stdio: "ignore", cwd: folder });
  };
  const more = Object.entries(settings).map(([name, value]) => ` -c ${name}=${value}`);
  const options = `-k ${folder} -c listen_addresses='' -c fsync=${isDurable ? "on" : "off"}${more.join("")}`;
  const starting = ["-D", data, "-w", "-l", join(folder, "log"), "-o", options];
  const start = () => run("pg_ctl", ...starting, "start");

  const stop = () => {
    if (!existsSync(folder)) return;
    try {
      run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop");
    } catch {
      // It is not running any more.
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    run("initdb", "-D", data, "-U", "bluezone", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
    start();
  } catch (error) {
    stop();
    throw error;
  }
  const halt = () => run("pg_ctl", "-D", data, "-m", "fast", "-w", "stop");
  process.once("exit", stop);
  return {
    url: `postgresql://bluezone@localhost/postgres?host=${encodeURIComponent(folder)}`,
    folder,
    restart(between) {
      halt();
      between?.();
      start();
    },
    async restartMeanwhile() {
      const [command, ...rest] = commandOf("pg_ctl", [...starting, "-m", "fast", "restart"]);
      // Its postmaster keeps what it inherits: nobody may wait for the end of its output.
      await promisify(execFile)("sh", ["-c", '"$@" > /dev/null 2>&1', "sh", command, ...rest], {
        cwd: folder,
      });
    },
    halt,
    resume: start,
    stop,
  };
}

function otherUser(): { name: string; uid: number; gid: number } {
  for (const name of OTHER_USERS) {
    const idOf = (option: string) =>
      Number(execFileSync("id", [option, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    try {
      return { name, uid: idOf("-u"), gid: idOf("-g") };
    } catch {
      // The next one.
    }
  }
  throw new Error(`PostgreSQL does not run as root, and there is no user ${OTHER_USERS.join(" or ")}.`);
}
