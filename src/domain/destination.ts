const LONGEST = 2_048;

/**
 * A page of ours to come back to, or null: a path from the root, at most 2,048 characters, without scheme, host,
 * backslash or control character (chapter 02 §6.1). Whether the route exists is for the caller to know.
 */
export const toDestination = (text: string): string | null => {
  if (text.length > LONGEST || !text.startsWith("/") || text.startsWith("//")) return null;
  return /^[\x21-\x5b\x5d-\x7e]+$/.test(text) ? text : null;
};
