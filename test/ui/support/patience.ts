/**
 * How long a window may take to show what it was asked for, ms: a machine with much else to do is slow,
 * not wrong.
 */
export const PATIENCE_MS = 60_000;
