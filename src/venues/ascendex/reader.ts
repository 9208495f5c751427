import { callOptions, type Call } from '../venue.ts';
import type { DataAnswer } from './answers.ts';
import type { Called, Caller } from './caller.ts';
import type { Endpoint } from './endpoints.ts';

/** Sends reads, those of an account below the path of its group. */
export class Reader {
  readonly #caller: Caller;
  readonly #groupFor: (call: Call | undefined) => Promise<string>;

  /** @param groupFor finds the account group, which may have to be asked for */
  constructor(caller: Caller, groupFor: (call: Call | undefined) => Promise<string>) {
    this.#caller = caller;
    this.#groupFor = groupFor;
  }

  /**
   * Rejects with a VenueError.
   * @param what names what is read, for messages: `the open orders`
   * @param query without the question mark
   */
  async read(
    endpoint: Endpoint,
    what: string,
    call: Call | undefined,
    query?: string,
  ): Promise<Called<DataAnswer>> {
    const group = endpoint.access === 'group' ? await this.#groupFor(call) : undefined;
    return this.#caller.read(endpoint, what, { group, query, ...callOptions(call) });
  }
}
