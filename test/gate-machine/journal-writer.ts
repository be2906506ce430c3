/** Writes records until it is killed, and says of each that it is on the disk: node --import tsx journal-writer.ts FOLDER FIRST */
import { GateJournal } from "../../host-tools/gate-machine/gate-journal.ts";

const [folder, first] = process.argv.slice(2) as [string, string];
const journal = new GateJournal(folder);
for (let number = Number(first); ; number++) {
  const record = new Uint8Array(40 + (number % 300));
  new DataView(record.buffer).setUint32(0, number);
  await journal.append([record]);
  if (number % 50 === 0) await journal.rotate();
  process.stdout.write(`${number}\n`);
}
