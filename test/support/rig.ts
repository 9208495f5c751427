import { HttpClient, type HttpOptions } from '../../src/net/http.ts';
import { startFaultyHost, type FaultyHost, type FaultyHostOptions } from './faultyHost.ts';

/** Hosts and clients of a test, all ended after it. */
export class Rig {
  readonly #ends: (() => Promise<void>)[] = [];

  async host(options?: FaultyHostOptions): Promise<FaultyHost> {
    const started = await startFaultyHost(options);
    this.endLater(() => started.close());
    return started;
  }

  client(origin: string, options: Partial<HttpOptions> = {}): HttpClient {
    const made = new HttpClient({ origin, ...options });
    this.endLater(() => made.close());
    return made;
  }

  endLater(end: () => Promise<void>): void {
    this.#ends.push(end);
  }

  /** Ends everything, last first. */
  async end(): Promise<void> {
    for (const end of this.#ends.splice(0).reverse()) await end();
  }
}
