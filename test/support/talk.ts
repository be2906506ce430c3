/** A station's conversation with a test's token, message by message. */

import { converse, holdButton } from "../../host-tools/models/virtual-token/central.ts";
import { ControlChannel, type SyncTransport } from "../../host-tools/station/control-channel.ts";
import { TokenRefusal } from "../../host-tools/station/errors.ts";
import type { ControlMessage } from "../../protocol/sync.ts";
import type { TestToken } from "./token.ts";

/** Holds the button and talks to the token message by message. */
export async function talk<T>(
  token: TestToken,
  conversation: (control: ControlChannel, transport: SyncTransport) => Promise<T>,
  mtu = 53,
): Promise<T> {
  const { device } = token;
  const ready = holdButton(device, device.worldNow);
  const { result, endedAt } = await converse(device, ready, { mtu, intervalMs: 30 }, (transport) =>
    conversation(new ControlChannel(transport), transport),
  );
  device.runTo(endedAt + 65_000);
  return result;
}

/** The reason for which the token refuses a message, or "ok". */
export async function answerTo(control: ControlChannel, message: ControlMessage): Promise<string> {
  try {
    await control.ask(message, "ok");
    return "ok";
  } catch (error) {
    if (error instanceof TokenRefusal) return error.reason;
    throw error;
  }
}
