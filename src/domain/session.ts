const MINUTE = 60_000;

/** Figures of chapter 02 §14 for an aidant's session. */
export const SESSION_IDLE_MS = 30 * MINUTE;
export const SESSION_LOCKED_MS = 120 * MINUTE;
export const SESSION_LIFE_MS = 12 * 60 * MINUTE;
export const OPEN_SESSIONS = 3;

export type SessionTimes = {
  readonly createdAt: Date;
  readonly lastActivityAt: Date;
  readonly endedAt: Date | null;
};

/** `locked`: its pages hide behind a new proof, and its work resumes after it. */
export type SessionState = "open" | "locked" | "ended";

/** Where a session stands at `now`: each limit is reached at its exact instant. */
export const sessionStateOf = ({ createdAt, lastActivityAt, endedAt }: SessionTimes, now: Date): SessionState => {
  if (endedAt || now.getTime() - createdAt.getTime() >= SESSION_LIFE_MS) return "ended";
  const idle = now.getTime() - lastActivityAt.getTime();
  if (idle < SESSION_IDLE_MS) return "open";
  return idle < SESSION_IDLE_MS + SESSION_LOCKED_MS ? "locked" : "ended";
};

/** Why a session that nobody closed is over; null while it may still be used. */
export const lapseOf = (times: SessionTimes, now: Date): "idle" | "absolute" | null => {
  if (times.endedAt || sessionStateOf(times, now) !== "ended") return null;
  return now.getTime() - times.createdAt.getTime() >= SESSION_LIFE_MS ? "absolute" : "idle";
};
