/** Whoever stands at the bench. */
export interface Person {
  /** Asks for a press of the button at a place; `done` when it came, or is not waited for any more. */
  press(place: string): { done(): void };
  /** Do its lamps blink green and red in turn? */
  seesLamp(place: string): Promise<boolean>;
  /** The name that a phone or a station shows while its button is held; undefined where nobody can tell. */
  readsName(place: string, wanted: string): Promise<string | undefined>;
}
