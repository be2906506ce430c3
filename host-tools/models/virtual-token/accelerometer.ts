import { CALL_MS } from "./costs.ts";
import type { Processor } from "./processor.ts";

/** Largest change of an axis from one reading to the next while it is worn, g. */
const WORN_G = 0.4;
/** The same while it lies on a table: noise of the sensor. */
const LYING_G = 0.01;

/** What the program sees of a Bangle.js's accelerometer: Bangle.getAccel(), in g (Espruino 2v29, jswrap_bangle.c). */
export function accelerometerOf(processor: Processor, lying: () => boolean): Record<string, unknown> {
  const { realm } = processor;
  return realm.object({
    getAccel: () => {
      processor.spend(CALL_MS.getAccel);
      const swing = () => (processor.random.float() * 2 - 1) * (lying() ? LYING_G : WORN_G);
      const [x, y, z] = [swing(), swing(), swing() - 1];
      return realm.object({ x, y, z, mag: Math.hypot(x, y, z), diff: Math.hypot(x, y, z + 1) });
    },
  });
}
