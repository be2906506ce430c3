/** The token's two lights. */

/** Once a minute a blink that all is well, or a red one for a battery to change. */
export function showHealth(): void {
  digitalPulse(NRF.getBattery() < BOARD_LOW_VOLTS ? BOARD_LED_RED : BOARD_LED_GREEN, BOARD_LED_ON, 5);
}

/** The wearer sees that a station may connect. */
export function showConnectable(): void {
  digitalPulse(BOARD_LED_GREEN, BOARD_LED_ON, 50);
}

/** The token cannot work and must go back to who gave it out. */
export function showService(): void {
  digitalPulse(BOARD_LED_RED, BOARD_LED_ON, 50);
}
