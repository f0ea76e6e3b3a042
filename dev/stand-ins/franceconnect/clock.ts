import { AsyncLocalStorage } from "node:async_hooks";

export type SimulatedClock = {
  readonly now: () => Date;
  /** Seconds may be negative: FranceConnect's clock then runs behind ours. */
  readonly advance: (seconds: number) => void;
  readonly reset: () => void;
};

export const createClock = (base: () => Date = () => new Date(realNow())): SimulatedClock => {
  let offset = 0;
  return {
    now: () => new Date(+base() + offset),
    advance: (seconds) => {
      offset += seconds * 1000;
    },
    reset: () => {
      offset = 0;
    },
  };
};

const realNow = Date.now;
const runningClock = new AsyncLocalStorage<SimulatedClock>();
let users = 0;

/**
 * Both libraries read `Date.now()` and offer no other clock. Within the simulator's own requests, and nowhere else in
 * the process, it answers FranceConnect's time; everyone else keeps the real one. Returns how to stop.
 */
export const lendClockToLibraries = (): (() => void) => {
  users += 1;
  if (users === 1)
    Date.now = () => {
      const clock = runningClock.getStore();
      return clock ? +clock.now() : realNow();
    };
  return () => {
    users -= 1;
    if (users === 0) Date.now = realNow;
  };
};

export const runAt = <T>(clock: SimulatedClock, work: () => T): T => runningClock.run(clock, work);
