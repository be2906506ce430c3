/** The token's two lights. */
export const GREEN = BOARD_LED_GREEN;
export const RED = BOARD_LED_RED;

/** Lights an LED for so many milliseconds: a long blink asks for a person, a short one says that all is well. */
export function blink(led: Pin, milliseconds: number): void {
  if (BOARD_SCREEN) {
    // digitalPulse takes pins only.
    led.write(BOARD_LED_ON);
    setTimeout(() => led.write(BOARD_LED_OFF), milliseconds);
  } else {
    digitalPulse(led, BOARD_LED_ON, milliseconds);
  }
}

/** The wearer has tapped since the last burst ended: its blink is left out. */
export let hushed = false;

export function setHushed(on: boolean): void {
  hushed = on;
}
