/** The one source of the present: injected, so that tests and the simulator can move it. */
export type Clock = { readonly now: () => Date };

export const systemClock: Clock = { now: () => new Date() };
