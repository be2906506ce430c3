import cliProgress from "cli-progress";

/** A bar on a terminal; nothing at all in a pipe, in CI or beside `--json`. */
export interface Progress {
  update(done: number, note?: string): void;
  /** A line that stays, above the bar where there is one. */
  say(line: string): void;
  end(): void;
}

/** Starts a bar of `total` steps named by a word or two. */
export function startProgress(name: string, total: number): Progress {
  if (!process.stderr.isTTY) return { update() {}, say: (line) => console.error(line), end() {} };
  const bar = new cliProgress.SingleBar({
    format: `${name} {bar} {percentage}% | {eta_formatted} left {note}`,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  bar.start(total, 0, { note: "" });
  return {
    update: (done, note = "") => bar.update(done, { note }),
    say: (line) => void process.stderr.write(`\r\x1b[K${line}\n`),
    end: () => bar.stop(),
  };
}
