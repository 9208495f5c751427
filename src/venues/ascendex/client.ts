import { systemClock, type Clock } from '../../common/clock.ts';
import { HttpClient } from '../../net/http.ts';
import type { HttpLimits } from '../../net/limits.ts';
import { Redactor } from '../../net/redact.ts';
import type { Transcript } from '../../net/transcript.ts';
import { VenueError } from '../errors.ts';
import type { VenueOptions } from '../kind.ts';
import type {
  Account,
  Answer,
  CancelAnswer,
  CancelRequest,
  Contract,
  Order,
  Pricing,
  Venue,
  VenueCapabilities,
} from '../venue.ts';
import { Caller } from './caller.ts';
import { readCancel } from './cancelAnswer.ts';
import { endpoints, type Endpoint } from './endpoints.ts';
import { checkCancel, checkGroup, checkOrderId, makeRequestId } from './input.ts';
import { readOne, readOrders, readPricing, readAll } from './reads.ts';
import { toAccount, toContract } from './schema.ts';
import { hide, Signer } from './signing.ts';
import { cancelError } from './trouble.ts';

export interface AscendexOptions extends VenueOptions {
  readonly clock?: Clock | undefined;
  /** From 0 up to 1, as `Math.random`. */
  readonly random?: (() => number) | undefined;
  readonly limits?: Partial<HttpLimits> | undefined;
  /** Learns the key and the secret, so that logs can be scrubbed of them too. */
  readonly redactor?: Redactor | undefined;
}

/** A client of AscendEX Futures Pro v2. Nothing is sent before the first call. */
export function createAscendexVenue(options: AscendexOptions): Venue {
  return new AscendexVenue(options);
}

/** Ids asked for at once: the URL stays below 2,000 characters. */
const idsPerStatus = 40;

class AscendexVenue implements Venue {
  readonly capabilities: VenueCapabilities = {
    maxBatchCancel: 10,
    cancelAll: true,
    cancelAllBySymbol: true,
    amend: false,
  };
  readonly #http: HttpClient;
  readonly #caller: Caller;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #cancel: Endpoint;
  #group: string | undefined;

  constructor(options: AscendexOptions) {
    const { credentials, keyEncoding, onTranscript } = options;
    const { origin } = new URL(options.origin);
    const redactor = options.redactor ?? new Redactor();
    if (credentials) hide(credentials, keyEncoding, redactor);
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#group = options.accountGroup;
    this.#cancel = {
      ...endpoints.cancelOrder,
      method: options.cancelMethod === 'POST' ? 'POST' : 'DELETE',
    };
    this.#http = new HttpClient({
      origin,
      now: () => this.#clock.now(),
      connect: options.connect,
      limits: options.limits,
      redactor,
    });
    this.#caller = new Caller({
      http: this.#http,
      origin,
      signer: lazySigner(() => new Signer(credentials ?? missing(), keyEncoding)),
      clock: this.#clock,
      random: this.#random,
      onTranscript,
    });
  }

  async account(signal?: AbortSignal): Promise<Answer<Account>> {
    const what = 'the account';
    const { answer, transcript } = await this.#caller.read(endpoints.account, what, { signal });
    const value = readOne(answer, what, transcript, toAccount);
    this.#group ??= value.group;
    return { value, transcript };
  }

  async contracts(signal?: AbortSignal): Promise<Answer<readonly Contract[]>> {
    const what = 'the contracts';
    const { answer, transcript } = await this.#caller.read(endpoints.contracts, what, { signal });
    return { value: readAll(answer.data, what, transcript, toContract), transcript };
  }

  async pricing(signal?: AbortSignal): Promise<Answer<readonly Pricing[]>> {
    const what = 'the prices';
    const { answer, transcript } = await this.#caller.read(endpoints.pricing, what, { signal });
    return { value: readPricing(answer, what, transcript), transcript };
  }

  async openOrders(signal?: AbortSignal): Promise<Answer<readonly Order[]>> {
    const what = 'the open orders';
    const group = await this.#groupFor(signal);
    const parts = { group, signal };
    const { answer, transcript } = await this.#caller.read(endpoints.openOrders, what, parts);
    return { value: readOrders(answer, what, transcript), transcript };
  }

  /** Long lists are asked for in parts; the transcript is then the last part's. */
  async orderStatus(
    orderIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<Answer<readonly Order[]>> {
    const ids = [...new Set(orderIds)];
    for (const id of ids.length > 0 ? ids : ['']) checkOrderId(id);
    const group = await this.#groupFor(signal);
    const value: Order[] = [];
    let last: Transcript | undefined;
    for (let from = 0; from < ids.length; from += idsPerStatus) {
      const part = await this.#statusOf(ids.slice(from, from + idsPerStatus), group, signal);
      value.push(...part.value);
      last = part.transcript;
    }
    return { value, transcript: last as Transcript };
  }

  async cancelOrder(request: CancelRequest, signal?: AbortSignal): Promise<Answer<CancelAnswer>> {
    checkCancel(request);
    const { orderId, symbol, respond = 'ACCEPT' } = request;
    const requestId = request.requestId ?? makeRequestId(this.#random);
    const group = await this.#groupFor(signal).catch((error: unknown) => {
      throw beforeCancel(error);
    });
    const time = this.#clock.now();
    const body = JSON.stringify({ id: requestId, orderId, symbol, time, respInst: respond });
    const { answer, transcript } = await this.#caller.once(this.#cancel, { group, body, signal });
    if (answer.kind !== 'data') throw cancelError(answer, transcript);
    return { value: readCancel(answer, { orderId, symbol, requestId }, transcript), transcript };
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  async #statusOf(
    ids: readonly string[],
    group: string,
    signal: AbortSignal | undefined,
  ): Promise<Answer<readonly Order[]>> {
    const what = 'the order status';
    // A comma after a single id makes the answer a list, as for several.
    const query = `orderId=${ids.length === 1 ? `${ids[0]},` : ids.join(',')}`;
    const parts = { group, query, signal };
    const { answer, transcript } = await this.#caller.read(endpoints.orderStatus, what, parts);
    const asked = new Set(ids);
    const orders = readOrders(answer, what, transcript);
    return { value: orders.filter(({ orderId }) => asked.has(orderId)), transcript };
  }

  async #groupFor(signal: AbortSignal | undefined): Promise<string> {
    const group = this.#group ?? (await this.account(signal)).value.group;
    checkGroup(group);
    return group;
  }
}

/** Makes the signer when it is first needed, so that a bad key is an error of the call it is for. */
function lazySigner(make: () => Signer): () => Signer {
  let made: Signer | undefined;
  return () => (made ??= make());
}

function missing(): never {
  throw new VenueError('notSent', 'noCredentials', 'There is no API key to sign with. Add one.');
}

/** The account had to be read first and could not be: the cancel itself was never sent. */
function beforeCancel(error: unknown): unknown {
  if (!(error instanceof VenueError) || error.kind !== 'unreadable') return error;
  const { reason, transcript, retryAfter } = error;
  const message = `The cancel was not sent, as the account group could not be read: ${error.message}`;
  return new VenueError('notSent', reason, message, { transcript, retryAfter, cause: error });
}
