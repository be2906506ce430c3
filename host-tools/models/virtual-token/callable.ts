/** A function of the program, whatever it takes and gives. */
export type Callable = (...args: unknown[]) => unknown;
