/** Whether a time server steers the machine's clock. */
/** "unknown" where nothing on the machine tells. */
export const SYNCHRONISATION = ["synchronised", "unsynchronised", "unknown"] as const;
export type Synchronisation = (typeof SYNCHRONISATION)[number];
