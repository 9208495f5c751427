/** What a stream may send in a minute: past level 1 it is ignored for a while, past level 2 banned. */
export interface Threshold {
  readonly level1: number;
  readonly level2: number;
}

/** Kinds of messages that are counted, each by itself. `order` counts placing and canceling. */
export type Metered = 'order' | 'sub' | 'ping' | 'auth' | 'req';

/** Published numbers unless a test says otherwise. Times in ms. */
export interface StreamLimits {
  readonly thresholds: Readonly<Record<Metered, Threshold>>;
  /** What the thresholds count over. */
  readonly window: number;
  /** How long being ignored or banned lasts. */
  readonly penalty: number;
  /** Streams at once for one account group from one address. */
  readonly sessions: number;
  /** Between two pings of the server. */
  readonly pingInterval: number;
  /** Unanswered pings until the end. */
  readonly missedPongs: number;
  /** What may wait for a slow client, bytes. */
  readonly buffered: number;
}

export const STREAM_LIMITS: StreamLimits = {
  thresholds: {
    order: { level1: 8_000, level2: 10_000 },
    sub: { level1: 150, level2: 200 },
    ping: { level1: 800, level2: 1_000 },
    auth: { level1: 800, level2: 1_000 },
    req: { level1: 10_000, level2: 10_000 },
  },
  window: 60_000,
  penalty: 15 * 60_000,
  sessions: 20,
  pingInterval: 15_000,
  missedPongs: 2,
  buffered: 4 * 1024 * 1024,
};
