import type { ClockOffset } from '../../net/clockOffset.ts';
import type { BatchCancelResult, CancelAnswer, CancelRequest, MayRepeat } from '../canceling.ts';
import {
  callOptions,
  type Account,
  type Answer,
  type Call,
  type Contract,
  type Order,
  type Pricing,
  type Standing,
  type Venue,
  type VenueCapabilities,
} from '../venue.ts';
import { Cancels } from './cancels.ts';
import { Places } from './places.ts';
import { endpoints } from './endpoints.ts';
import { AscendexHistory } from './history.ts';
import { checkGroup, checkStatusQuery } from './input.ts';
import { PositionCalls } from './positionCalls.ts';
import { Reader } from './reader.ts';
import { readOne, readOrders, readPricing, readAll } from './reads.ts';
import { toAccount, toContract, toStanding } from './schema.ts';
import { AscendexStream } from './stream/stream.ts';
import { Session, type AscendexOptions } from './session.ts';

export type { AscendexOptions } from './session.ts';

/** A client of AscendEX Futures Pro v2. Nothing is sent before the first call. */
export function createAscendexVenue(options: AscendexOptions): Venue {
  return new AscendexVenue(options);
}

class AscendexVenue implements Venue {
  readonly capabilities: VenueCapabilities = {
    maxBatchCancel: 10,
    maxBatchPlace: 10,
    // The URL stays below 2,000 characters.
    maxStatusQuery: 40,
    cancelAll: true,
    cancelAllBySymbol: true,
    amend: false,
    stream: true,
  };
  readonly clock: ClockOffset;
  readonly positions: PositionCalls;
  readonly placing: Places;
  readonly history: AscendexHistory;
  readonly #session: Session;
  readonly #reader: Reader;
  readonly #cancels: Cancels;
  readonly #makeStream: () => AscendexStream;
  #stream: AscendexStream | undefined;
  #group: string | undefined;

  constructor(options: AscendexOptions) {
    this.#group = options.accountGroup;
    this.#session = new Session(options);
    this.clock = this.#session.clock;
    const { caller } = this.#session;
    const groupFor = (call: Call | undefined): Promise<string> => this.#groupFor(call);
    const reader = (this.#reader = new Reader(caller, groupFor));
    this.history = new AscendexHistory(reader);
    const { connect, onTranscript } = options;
    this.#makeStream = () =>
      new AscendexStream({
        session: this.#session,
        groupFor: (signal) => this.#groupFor({ signal, priority: 'background' }),
        connect,
        onTranscript,
      });
    this.positions = new PositionCalls({ caller, reader, groupFor });
    this.#cancels = new Cancels({
      ...{ caller, groupFor },
      cancel: {
        ...endpoints.cancelOrder,
        method: options.cancelMethod === 'POST' ? 'POST' : 'DELETE',
      },
      random: this.#session.random,
      maxBatch: this.capabilities.maxBatchCancel,
    });
    this.placing = new Places({
      ...{ caller, reader, groupFor },
      account: (call) => this.account(call),
      random: this.#session.random,
      maxBatch: this.capabilities.maxBatchPlace,
      now: () => this.clock.now(),
    });
  }

  async account(call?: Call): Promise<Answer<Account>> {
    const what = 'the account';
    const { answer, transcript } = await this.#reader.read(endpoints.account, what, call);
    const value = readOne(answer, what, transcript, toAccount);
    this.#group ??= value.group;
    return { value, transcript };
  }

  async contracts(call?: Call): Promise<Answer<readonly Contract[]>> {
    const what = 'the contracts';
    const { answer, transcript } = await this.#reader.read(endpoints.contracts, what, call);
    return { value: readAll(answer.data, what, transcript, toContract), transcript };
  }

  async pricing(call?: Call): Promise<Answer<readonly Pricing[]>> {
    const what = 'the prices';
    const { answer, transcript } = await this.#reader.read(endpoints.pricing, what, call);
    return { value: readPricing(answer, what, transcript), transcript };
  }

  async standing(call?: Call): Promise<Answer<Standing>> {
    const what = 'the limits';
    const { caller } = this.#session;
    // It asks about the very pause that others wait out.
    const parts = { ...callOptions(call), urgent: true };
    const { answer, transcript } = await caller.readOnce(endpoints.limits, what, parts);
    return { value: readOne(answer, what, transcript, toStanding), transcript };
  }

  async openOrders(call?: Call): Promise<Answer<readonly Order[]>> {
    const what = 'the open orders';
    const { answer, transcript } = await this.#reader.read(endpoints.openOrders, what, call);
    return { value: readOrders(answer, what, transcript), transcript };
  }

  async orderStatus(orderIds: readonly string[], call?: Call): Promise<Answer<readonly Order[]>> {
    const ids = new Set(orderIds);
    checkStatusQuery(ids, this.capabilities.maxStatusQuery);
    const what = 'the order status';
    // A comma after a single id makes the answer a list, as for several.
    const query = `orderId=${[...ids].join(',')}${ids.size === 1 ? ',' : ''}`;
    const { answer, transcript } = await this.#reader.read(
      endpoints.orderStatus,
      what,
      call,
      query,
    );
    const orders = readOrders(answer, what, transcript);
    return { value: orders.filter(({ orderId }) => ids.has(orderId)), transcript };
  }

  cancelOrder(
    request: CancelRequest,
    signal?: AbortSignal,
    mayRepeat?: MayRepeat,
  ): Promise<Answer<CancelAnswer>> {
    return this.#cancels.one(request, signal, mayRepeat);
  }

  cancelOrders(
    requests: readonly CancelRequest[],
    signal?: AbortSignal,
    mayRepeat?: MayRepeat,
  ): Promise<Answer<readonly BatchCancelResult[]>> {
    return this.#cancels.batch(requests, signal, mayRepeat);
  }

  cancelAll(symbol?: string, signal?: AbortSignal): Promise<Answer<{ state: 'acknowledged' }>> {
    return this.#cancels.all(symbol, signal);
  }

  /** The same one at every call, so that there are never two connections. */
  stream(): AscendexStream {
    return (this.#stream ??= this.#makeStream());
  }

  async close(): Promise<void> {
    // Together: the stream may be waiting for an answer, which only the session can give up.
    await Promise.all([this.#stream?.close(), this.#session.close()]);
  }

  async #groupFor(call: Call | undefined): Promise<string> {
    const group = this.#group ?? (await this.account(call)).value.group;
    checkGroup(group);
    return group;
  }
}
