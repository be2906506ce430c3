/** Whoever sits at the bench's keyboard: asked one thing at a time, however many boards want something. */
import { createInterface, type Interface } from "node:readline";
import { Writable } from "node:stream";
import type { Person } from "./person.ts";
import type { Prompt } from "./sign-in.ts";

export interface Keyboard extends Prompt, Person {
  close(): void;
}

/** `say` writes a line where the person reads. What is typed in a pipe comes line by line, in the order of the questions. */
export function openKeyboard(say: (line: string) => void): Keyboard {
  let isHidden = false;
  const shown = new Writable({
    write(bytes, _, done) {
      if (!isHidden) process.stderr.write(bytes);
      done();
    },
  });
  const lines = openLines(
    createInterface({ input: process.stdin, output: shown, terminal: process.stdin.isTTY === true }),
  );
  let turn: Promise<unknown> = Promise.resolve();
  const ask = (question: string, hidden = false): Promise<string> => {
    const answer = turn.then(() => {
      say(`${question}:`);
      isHidden = hidden;
      return lines.next().finally(() => {
        isHidden = false;
      });
    });
    turn = answer.catch(() => {});
    return answer;
  };
  return {
    secret: (what) => ask(what, true),
    line: (what) => ask(what),
    press(place) {
      say(`${place}: bấm rồi thả nút / press and let go of its button`);
      return { done() {} };
    },
    seesLamp: async (place) =>
      /^[yc]/i.test(await ask(`${place}: đèn nháy xanh rồi đỏ? c/k / lamps green and red in turn? y/n`)),
    async readsName(place, wanted) {
      const name = await ask(
        `${place}: giữ nút 3 giây; điện thoại hay trạm thấy tên nào (chờ ${wanted})? Trống: không thấy / hold its button; which name is seen? Empty: none`,
      );
      return name.trim() === "" ? undefined : name;
    },
    close: () => lines.close(),
  };
}

/** Lines one by one; rejects once the input has ended. */
function openLines(input: Interface): { next(): Promise<string>; close(): void } {
  const waiting: { resolve(line: string): void; reject(error: Error): void }[] = [];
  const come: string[] = [];
  let isOver = false;
  const over = () => new Error("nobody answers: the input has ended");
  input.on("line", (line) => {
    const first = waiting.shift();
    if (first) first.resolve(line);
    else come.push(line);
  });
  input.on("close", () => {
    isOver = true;
    for (const one of waiting.splice(0)) one.reject(over());
  });
  return {
    next() {
      const line = come.shift();
      if (line !== undefined) return Promise.resolve(line);
      if (isOver) return Promise.reject(over());
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    close: () => input.close(),
  };
}
