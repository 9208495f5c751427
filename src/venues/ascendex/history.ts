import type {
  BalancesThen,
  ChangesPage,
  ChangesQuery,
  History,
  FundingPage,
  FundingQuery,
  OrdersQuery,
  PastOrder,
} from '../history.ts';
import type { Answer, Call } from '../venue.ts';
import { endpoints } from './endpoints.ts';
import { checkCount, checkDay, checkSymbol } from './input.ts';
import { readFunding, readPastOrders } from './historyReads.ts';
import { readBalancesThen, readChanges } from './ledgerReads.ts';
import type { Reader } from './reader.ts';

/** The reads of the dialect that are about what has been. */
export class AscendexHistory implements History {
  /** The reference has no largest number; this many are about a megabyte. */
  readonly maxOrders = 1_000;
  readonly maxPageSize = 100;
  readonly maxChanges = 500;
  readonly changesDays = 7;
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  async orders(asked: OrdersQuery, call?: Call): Promise<Answer<readonly PastOrder[]>> {
    const { symbol, limit, executedOnly = false, placed } = asked;
    checkCount('number of orders', limit, this.maxOrders);
    const what = 'the order history';
    const query = queryOf({
      ...{ symbol, n: limit, executedOnly: executedOnly ? true : undefined },
      ...{ startTime: placed?.from, endTime: placed?.to },
    });
    const { answer, transcript } = await this.#reader.read(
      endpoints.orderHistory,
      what,
      call,
      query,
    );
    return { value: readPastOrders(answer, what, transcript), transcript };
  }

  async funding(asked: FundingQuery, call?: Call): Promise<Answer<FundingPage>> {
    const { symbol, page, pageSize } = asked;
    checkCount('page', page, Number.MAX_SAFE_INTEGER);
    checkCount('page size', pageSize, this.maxPageSize);
    const what = 'the funding payments';
    const query = queryOf({ symbol, page, pageSize });
    const { answer, transcript } = await this.#reader.read(
      endpoints.fundingPayments,
      what,
      call,
      query,
    );
    return { value: readFunding(answer, what, transcript, pageSize), transcript };
  }

  async balancesAt(date: string, call?: Call): Promise<Answer<BalancesThen>> {
    checkDay(date);
    const what = 'the balance of a day';
    const { answer, transcript } = await this.#reader.read(
      endpoints.balanceSnapshot,
      what,
      call,
      queryOf({ date }),
    );
    return { value: readBalancesThen(answer, what, transcript), transcript };
  }

  async balanceChanges({ from, limit }: ChangesQuery, call?: Call): Promise<Answer<ChangesPage>> {
    checkCount('sequence number', from, Number.MAX_SAFE_INTEGER);
    checkCount('number of changes', limit, this.maxChanges);
    const what = 'the changes of the balance';
    const { answer, transcript } = await this.#reader.read(
      endpoints.balanceHistory,
      what,
      call,
      queryOf({ sn: from, limit }),
    );
    return { value: readChanges(answer, what, transcript, limit), transcript };
  }
}

function queryOf({
  symbol,
  ...others
}: Readonly<Record<string, string | number | boolean | undefined>>): string {
  if (symbol !== undefined) checkSymbol(symbol);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ symbol, ...others }))
    if (value !== undefined) query.set(name, String(value));
  return query.toString();
}
