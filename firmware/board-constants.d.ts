// Figures of the board the program is built for; host-tools/tools/firmware-build/board-constants.ts puts the values in their place.
// Use them directly: `const pages = BOARD_LOG_PAGES` in a module would cost a variable if it were not inlined again.

declare const BOARD_NUMBER: number;
/** Variables of the interpreter. */
declare const BOARD_VARIABLES: number;
/** Largest ATT MTU, bytes. */
declare const BOARD_MTU: number;
declare const BOARD_NATIVE_SHA256: boolean;
declare const BOARD_BUTTON: Pin;
/** Level of the button's pin while it is held. */
declare const BOARD_BUTTON_PRESSED: 0 | 1;
declare const BOARD_LED_GREEN: Pin;
declare const BOARD_LED_RED: Pin;
/** Level that lights an LED. */
declare const BOARD_LED_ON: 0 | 1;
declare const BOARD_LED_OFF: 0 | 1;
/** The LEDs are objects that draw on a screen, no pins. */
declare const BOARD_SCREEN: boolean;
/** Absolute address of the Storage area. */
declare const BOARD_STORAGE_ADDRESS: number;
declare const BOARD_PAGE_BYTES: number;
declare const BOARD_LOG_PAGES: number;
/** Storage lies in a SPI flash chip that memory addresses do not reach. */
declare const BOARD_EXTERNAL_FLASH: boolean;
/** Shortest interval of non-connectable adverts, ms. */
declare const BOARD_MINIMUM_ADVERT_INTERVAL_MS: number;
declare const BOARD_TX_POWER_DBM: number;
declare const BOARD_TX_LOWEST_DBM: number;
/** Mean RSSI at 1 m in the open at BOARD_TX_POWER_DBM, dBm. */
declare const BOARD_RSSI_AT_ONE_METRE_DBM: number;
/** The stack changes the address by itself. */
declare const BOARD_PRIVATE_ADDRESS: boolean;
declare const BOARD_CLOCK_PPM: number;
/** Time that a radio restart takes from the clock, ms. */
declare const BOARD_RESTART_LOSS_MS: number;
/** The token listens so long on each advertising channel, ms; in a crowd, and in a great one. */
declare const BOARD_SCAN_WINDOW_MS: number;
declare const BOARD_CROWD_WINDOW_MS: number;
declare const BOARD_GREAT_CROWD_WINDOW_MS: number;
/** Time between the adverts of a burst, ms. */
declare const BOARD_BURST_INTERVAL_MS: number;
/** A burst is longer than the window by so much to each side, ms. */
declare const BOARD_BURST_MARGIN_MS: number;
/** Time between adverts outside of bursts, ms. */
declare const BOARD_BACKGROUND_MS: number;
/** A token that lies still can tell. */
declare const BOARD_ACCELEROMETER: boolean;
declare const BOARD_FULL_VOLTS: number;
declare const BOARD_LOW_VOLTS: number;
/** Version of the program: package.json's. */
declare const PROGRAM_MAJOR: number;
declare const PROGRAM_MINOR: number;
/** Versions of the interpreter on which the program passed, each between commas. */
declare const PASSED_VERSIONS: string;
