import type { Subject, WrappedKey } from "./keys.ts";

const LIFE_MS = 5 * 60_000;
const CAPACITY = 10_000;

type Remembered = { readonly wrapped: Buffer; readonly subject: Subject; readonly until: number };

/**
 * Keeps opened data keys at most 5 minutes and at most 10,000 of them (chapter 04 K7). Whoever asks brings the wrapped
 * bytes that the database holds now: a key destroyed or wrapped anew since is not found here.
 */
export const rememberOpened = (
  open: (key: WrappedKey) => Subject,
  elapsedMs: () => number = () => performance.now(),
): ((key: WrappedKey) => Subject) => {
  const remembered = new Map<string, Remembered>();
  return (key) => {
    const known = remembered.get(key.keyId);
    if (known && known.until > elapsedMs() && known.wrapped.equals(key.wrapped)) return known.subject;
    const subject = open(key);
    remembered.delete(key.keyId);
    const [oldest] = remembered.size < CAPACITY ? [] : remembered.keys();
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(key.keyId, { wrapped: key.wrapped, subject, until: elapsedMs() + LIFE_MS });
    return subject;
  };
};
