import type { HistoryRow, Section } from '../historyRows.ts';

type Value<T> = (row: T) => string | undefined;
type Columns<T> = Readonly<Record<string, Value<T>>>;
type RowOf<K extends HistoryRow['kind']> = Extract<HistoryRow, { kind: K }>;

const ORDERS: Columns<RowOf<'order'>> = {
  created_utc: ({ past }) => utc(past.order.createdAt),
  updated_utc: ({ past }) => utc(past.order.updatedAt),
  symbol: ({ past }) => past.order.symbol,
  side: ({ past }) => past.order.side,
  type: ({ past }) => past.order.type,
  status: ({ past }) => past.order.venueStatus,
  price: ({ past }) => past.order.price,
  stop_price: ({ past }) => past.order.stopPrice,
  quantity: ({ past }) => past.order.quantity,
  filled_quantity: ({ past }) => past.order.filledQuantity,
  average_price: ({ past }) => past.order.averagePrice,
  total_fee: ({ past }) => past.fee,
  fee_asset: ({ past }) => past.feeAsset,
  error_code: ({ past }) => past.errorCode,
  order_id: ({ past }) => past.order.orderId,
};

const FILLS: Columns<RowOf<'execution'> | RowOf<'total'>> = {
  // What an execution and a total have in common is in one column; amounts never are, so that no sum
  // of a column counts a fill twice.
  known_as: (row) => (row.kind === 'execution' ? 'execution' : 'order total'),
  time_utc: (row) => (row.kind === 'execution' ? utc(row.execution.time) : undefined),
  symbol: (row) => orderOf(row).symbol,
  side: (row) => orderOf(row).side,
  price: (row) => (row.kind === 'execution' ? row.execution.price : undefined),
  quantity: (row) => (row.kind === 'execution' ? row.execution.quantity : undefined),
  fee: (row) => (row.kind === 'execution' ? row.execution.fee : undefined),
  order_average_price: (row) => (row.kind === 'total' ? row.total.order.averagePrice : undefined),
  order_filled_quantity: (row) =>
    row.kind === 'total' ? row.total.order.filledQuantity : undefined,
  order_seen_quantity: (row) => (row.kind === 'total' ? row.total.seenQuantity : undefined),
  order_total_fee: (row) => (row.kind === 'total' ? row.total.fee : undefined),
  fee_asset: (row) => (row.kind === 'execution' ? row.execution.feeAsset : row.total.feeAsset),
  // The latest change may be a cancel: it is not the time of a fill.
  order_updated_utc: (row) => (row.kind === 'total' ? utc(row.total.order.updatedAt) : undefined),
  order_id: (row) => orderOf(row).orderId,
};

const FUNDING: Columns<RowOf<'payment'>> = {
  time_utc: ({ payment }) => utc(payment.time),
  symbol: ({ payment }) => payment.symbol,
  amount: ({ payment }) => payment.amount,
  asset: ({ payment }) => payment.asset,
  rate: ({ payment }) => payment.rate,
};

const BALANCE: Columns<RowOf<'change'>> = {
  time_utc: ({ change }) => utc(change.time),
  asset: ({ change }) => change.asset,
  amount: ({ change }) => change.amount,
  balance: ({ change }) => change.balance,
  kind: ({ change }) => change.kind,
  venue_kind: ({ change }) => change.venueKind,
  symbol: ({ change }) => change.symbol,
  order_id: ({ change }) => change.orderId,
  sequence: ({ change }) => String(change.sequence),
};

/** A table of rows of one section: the names of its columns, and the cells of each row. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | undefined)[])[];
}

/** Times are ISO 8601, UTC; amounts the venue's decimal strings. */
export function tableOf(section: Section, rows: readonly HistoryRow[]): Table {
  switch (section) {
    case 'orders':
      return table(
        ORDERS,
        rows.filter((row) => row.kind === 'order'),
      );
    case 'fills':
      return table(
        FILLS,
        rows.filter((row) => row.kind === 'execution' || row.kind === 'total'),
      );
    case 'funding':
      return table(
        FUNDING,
        rows.filter((row) => row.kind === 'payment'),
      );
    case 'balance':
      return table(
        BALANCE,
        rows.filter((row) => row.kind === 'change'),
      );
  }
}

function table<T>(columns: Columns<T>, rows: readonly T[]): Table {
  const values = Object.values(columns);
  return {
    columns: Object.keys(columns),
    rows: rows.map((row) => values.map((value) => value(row))),
  };
}

function orderOf(row: RowOf<'execution'> | RowOf<'total'>): {
  readonly symbol: string;
  readonly side: string;
  readonly orderId: string;
} {
  return row.kind === 'execution' ? row.execution.order : row.total.order;
}

function utc(time: number): string {
  return new Date(time).toISOString();
}
