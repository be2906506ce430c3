import assert from "node:assert/strict";
import { puckjs } from "../../boards/index.ts";
import { MINUTE_MS } from "../../host-tools/lib/time.ts";
import { openServer, type Server } from "../../host-tools/server/server.ts";
import { buildFirmware, type FirmwareBuild } from "../../host-tools/tools/firmware-build/bundle.ts";
import type { Day } from "../../host-tools/world/day.ts";
import { drive } from "../../host-tools/world/drive.ts";
import { handOut, syncAtStation, type WornToken } from "../../host-tools/world/handout.ts";
import { Radio } from "../../host-tools/world/radio.ts";
import { Scene } from "../../host-tools/world/scene.ts";
import { dayOfEpoch, epochAt } from "../../protocol/epoch.ts";

/** 06:30 in Vietnam, half an hour before the keys turn. */
const START = Date.UTC(2026, 7, 5, 23, 30);
const MINUTES = 60;

/** Hoa and Nam face each other from the tenth minute on, across the turn of the day; Lan is in the room. */
function day(): Day {
  const rows = [];
  for (let at = START + 10 * MINUTE_MS; at < START + 50 * MINUTE_MS; at += 20_000)
    rows.push({ at, a: 0, b: 1 });
  const people = ["Hoa", "Nam", "Lan"];
  const endAt = START + MINUTES * MINUTE_MS;
  const stays = people.map((_, person) => ({ person, room: "hall", from: START, to: endAt }));
  return { date: "2026-08-06", startAt: START, endAt, people, rows, stays };
}

describe("one encounter, from advert to contact", function () {
  this.timeout(60_000);
  let build: FirmwareBuild;
  before(async () => {
    build = await buildFirmware(puckjs);
  });

  /** The three live their hour; those named bring their tokens to the station. */
  async function live(synced: readonly number[]): Promise<{ server: Server; tokens: WornToken[] }> {
    let now = START - 10 * MINUTE_MS;
    const server = await openServer({ now: () => now });
    const { tokens, readyAt } = await handOut(day().people, { server, build, seed: 4, at: now });
    const members = tokens.map(({ device, person }) => ({
      token: device,
      person,
      rssiAtOneMetreDbm: puckjs.radio.rssiAtOneMetreDbm - puckjs.radio.txPowerDbm,
    }));
    const radio = new Radio(new Scene(day(), 4), members, { seed: 4 });
    now = START + (MINUTES + 16) * MINUTE_MS;
    drive(radio, members, readyAt, now);
    for (const person of synced) await syncAtStation(tokens[person]!.device, now, server);
    for (const { device } of tokens) assert.deepEqual(device.console, []);
    return { server, tokens };
  }

  async function contactsOf(server: Server, token: WornToken) {
    const around = dayOfEpoch(epochAt(START / 1000));
    const { contacts } = await server.match(
      { case: token.serial, fromDay: around, toDay: around + 1 },
      { actor: "investigator", reason: "case-investigation" },
    );
    return new Map(contacts.map((contact) => [contact.token, contact]));
  }

  it("both logs tell of it, with its length", async () => {
    const { server, tokens } = await live([0, 1, 2]);
    const contact = (await contactsOf(server, tokens[0]!)).get(tokens[1]!.serial);
    assert.ok(contact);
    assert.equal(contact.evidence, "both");
    assert.ok(contact.isContact);
    // They are in one room for the hour, and face each other for 40 minutes of it.
    assert.ok(contact.minutes >= 55, `${contact.minutes} minutes`);
    assert.ok(
      contact.closeMinutes >= 30 && contact.closeMinutes <= 60,
      `${contact.closeMinutes} close minutes`,
    );
    await server.close();
  });

  it("a contact who never synced is found from the case's log", async () => {
    const { server, tokens } = await live([0]);
    const contact = (await contactsOf(server, tokens[0]!)).get(tokens[1]!.serial);
    assert.equal(contact?.evidence, "case");
    assert.ok(contact?.isContact);
    await server.close();
  });

  it("a case who never synced is found in the contact's log", async () => {
    const { server, tokens } = await live([1]);
    const contact = (await contactsOf(server, tokens[0]!)).get(tokens[1]!.serial);
    assert.equal(contact?.evidence, "contact");
    assert.ok(contact?.isContact);
    await server.close();
  });
});
