import type { History, FundingPage, FundingQuery, OrdersQuery, PastOrder } from '../history.ts';
import { callOptions, type Answer, type Call } from '../venue.ts';
import type { Caller } from './caller.ts';
import { endpoints } from './endpoints.ts';
import { checkCount, checkSymbol } from './input.ts';
import { readFunding, readPastOrders } from './historyReads.ts';

/** The reads of the dialect that are about what has been. */
export class AscendexHistory implements History {
  /** The reference has no largest number; this many are about a megabyte. */
  readonly maxOrders = 1_000;
  readonly maxPageSize = 100;
  readonly #caller: Caller;
  readonly #groupFor: (call: Call | undefined) => Promise<string>;

  constructor(caller: Caller, groupFor: (call: Call | undefined) => Promise<string>) {
    this.#caller = caller;
    this.#groupFor = groupFor;
  }

  async orders(query: OrdersQuery, call?: Call): Promise<Answer<readonly PastOrder[]>> {
    const { symbol, limit, executedOnly = false } = query;
    checkCount('number of orders', limit, this.maxOrders);
    const what = 'the order history';
    const parts = await this.#parts(
      { symbol, n: limit, executedOnly: executedOnly ? true : undefined },
      call,
    );
    const { answer, transcript } = await this.#caller.read(endpoints.orderHistory, what, parts);
    return { value: readPastOrders(answer, what, transcript), transcript };
  }

  async funding(query: FundingQuery, call?: Call): Promise<Answer<FundingPage>> {
    const { symbol, page, pageSize } = query;
    checkCount('page', page, Number.MAX_SAFE_INTEGER);
    checkCount('page size', pageSize, this.maxPageSize);
    const what = 'the funding payments';
    const parts = await this.#parts({ symbol, page, pageSize }, call);
    const { answer, transcript } = await this.#caller.read(endpoints.fundingPayments, what, parts);
    return { value: readFunding(answer, what, transcript, pageSize), transcript };
  }

  async #parts(
    { symbol, ...others }: Readonly<Record<string, string | number | boolean | undefined>>,
    call: Call | undefined,
  ): Promise<{ group: string; query: string }> {
    if (symbol !== undefined) checkSymbol(symbol);
    const group = await this.#groupFor(call);
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ symbol, ...others }))
      if (value !== undefined) query.set(name, String(value));
    return { group, query: query.toString(), ...callOptions(call) };
  }
}
