/** The program is a gate's: it listens all the time and answers taps. The build puts it in behind the bundle (bundle.ts). */
declare const ROLE_GATE: boolean;
