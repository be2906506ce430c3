/**
 * A server behind its doors, to which a station writes persons, until it is killed. Word: folder. It prints the session's cookie and
 * token when it begins, then of each write "asked KEY ID" before it asks, and "done KEY" when it has the answer.
 */
import { randomUUID } from "node:crypto";
import { KEY_HEADER } from "../../host-tools/server/http/request/repeats.ts";
import { openHarness } from "../support/harness.ts";
import { newPerson } from "./new-person.ts";

/** Stations that write at once. */
const WRITERS = 4;

const harness = await openHarness({ dir: process.argv[2]!, opensOwn: true });
const { ask, cookie, csrf } = await harness.as("station");
process.stdout.write(`ready ${cookie} ${csrf}\n`);
for (;;)
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      const [key, id] = [randomUUID(), randomUUID()];
      process.stdout.write(`asked ${key} ${id}\n`);
      const answer = await ask("POST", "/api/persons", newPerson(id), { [KEY_HEADER]: key });
      if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`);
      process.stdout.write(`done ${key}\n`);
    }),
  );
