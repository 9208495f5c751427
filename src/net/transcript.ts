/** Header names and values in the order they stood on the wire. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** How far a request got before it failed. Only `connect` proves that nothing was sent. */
export type FailureStage = 'connect' | 'send' | 'headers' | 'body';

/**
 * One request and its answer as they were on the wire, failed ones too. It holds no secret: the
 * key and the signature are replaced before it is made. Times are local milliseconds.
 */
export interface Transcript {
  /** Unique within this run of the extension; also names its documents. */
  readonly id: string;
  /** What the call was for, in the venue's terms: `cancel-order`, `open-orders`. */
  readonly action: string;
  /** The attempt before it, where one call made several: a request that failed or was refused, and was sent again. */
  readonly earlier?: Transcript | undefined;
  /** Local Unix time in ms at which the call began. */
  readonly startedAt: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: HeaderList;
    /** The body as sent, or `undefined` where there was none. */
    readonly body: string | undefined;
  };
  /** `undefined` where no status line came back. */
  readonly response:
    | {
        readonly status: number;
        readonly statusText: string;
        readonly headers: HeaderList;
        /** The body's bytes untouched, as far as they came. */
        readonly body: Uint8Array;
        /** False where the body was cut, by the peer or by our own size cap. */
        readonly complete: boolean;
        /** True where the venue sent a secret back: its bytes are asterisks here, nothing else is. */
        readonly redacted?: boolean;
      }
    | undefined;
  /** Why it failed on the way; `undefined` when the whole answer was read. */
  readonly failure:
    { readonly stage: FailureStage; readonly code: string; readonly message: string } | undefined;
  /** Milliseconds since {@link startedAt}; `undefined` for a stage that was not reached. */
  readonly timings: {
    readonly sent: number | undefined;
    readonly headers: number | undefined;
    readonly total: number;
  };
}
