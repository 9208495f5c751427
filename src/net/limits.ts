/** Times in ms. */
export interface HttpLimits {
  readonly connectTimeout: number;
  /** From the request's end to the answer's headers. */
  readonly headersTimeout: number;
  /** Between two pieces of the answer's body. */
  readonly bodyTimeout: number;
  /** From the call to its end, waiting for a connection included. */
  readonly totalTimeout: number;
  readonly maxBodyBytes: number;
  /** Most connections at once. Calls made one after the other use one or two. */
  readonly connections: number;
}

export const defaultLimits: HttpLimits = {
  connectTimeout: 5_000,
  headersTimeout: 10_000,
  bodyTimeout: 10_000,
  totalTimeout: 15_000,
  maxBodyBytes: 32 * 1024 * 1024,
  connections: 8,
};
