import type { Day } from "./day.ts";
import { PlaneScene } from "./plane-scene.ts";
import { type Places, Scene } from "./scene.ts";

/** Where everybody of a day is: on its plane if it has one, else by the distances of pairs. */
export const sceneOf = (day: Day, seed: number): Places =>
  day.plane ? new PlaneScene(day, day.plane, seed) : new Scene(day, seed);
