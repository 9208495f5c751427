import * as v from 'valibot';
import { parseJson, placeAt } from '../../json.ts';
import type { Position } from '../../positions.ts';
import type { AccountNews, StreamEvidence } from '../../stream.ts';
import type { Order, Pricing } from '../../venue.ts';
import { toOrder, type OrderFields } from '../order.ts';
import { toBalance, toPosition, type CollateralFields, type PositionFields } from '../position.ts';
import { cut } from '../reads.ts';
import { SchemaError, textOr, time, toPricing } from '../schema.ts';

/** What every message of the stream has, and what is read of those that are about the stream. */
export interface Message {
  readonly m: string;
  readonly type: string;
  readonly ch: string;
  readonly code: number;
  readonly reason: string;
  readonly err: string;
  readonly info: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Reads a message of any kind. Throws a SchemaError where it is none. */
export function readMessage(text: string): Message {
  let json: unknown;
  try {
    json = parseJson(text);
  } catch {
    throw new SchemaError('The message is not JSON.');
  }
  if (!isNamed(json)) throw new SchemaError('The message does not say what it is.');
  const { m, type, ch, code, reason, err, info } = json;
  return {
    ...{ m, type: textOr(type), ch: textOr(ch), code: typeof code === 'number' ? code : 0 },
    ...{ reason: textOr(reason), err: textOr(err), info: textOr(info), json },
  };
}

function isNamed(json: unknown): json is Readonly<Record<string, unknown>> & { m: string } {
  return typeof json === 'object' && json !== null && 'm' in json && typeof json.m === 'string';
}

/** Reads a `futures-order` message as an order; its `raw` is `text`. Throws a SchemaError. */
export function toStreamOrder(wire: Message['json'], text: string): Order {
  return toOrder(
    {
      orderId: wire['orderId'],
      symbol: wire['s'],
      side: wire['sd'],
      status: wire['st'],
      orderQty: wire['q'],
      cumFilledQty: wire['cfq'],
      time: wire['ct'],
      orderType: wire['ot'],
      price: wire['p'],
      stopPrice: wire['sp'],
      avgFilledPx: wire['ap'],
      lastExecTime: wire['t'],
      seqNum: wire['sn'],
      errorCode: wire['err'],
    } satisfies OrderFields,
    text,
  );
}

const Account = v.object({
  t: time,
  sn: v.fallback(v.pipe(v.number(), v.finite()), -1),
  // What is not listed stayed as it was: so a list that cannot be read is not taken for none.
  col: v.optional(v.array(v.looseObject({})), []),
  pos: v.optional(v.array(v.looseObject({})), []),
});

/** Reads a `futures-account-update` message. Throws a SchemaError. */
export function toAccountNews(json: unknown, evidence: StreamEvidence): AccountNews {
  const read = v.safeParse(Account, json);
  if (!read.success) throw new SchemaError('The account update cannot be read.');
  const { t, sn, col, pos } = read.output;
  const { text } = evidence;
  const { elements = [] } = placeAt(text, ['pos']) ?? {};
  return {
    time: t,
    sequence: sn,
    balances: col.map(({ a, b, f }) =>
      toBalance({ asset: a, balance: b, discountFactor: f } satisfies CollateralFields),
    ),
    positions: pos.map((wire, at) => toStreamPosition(wire, cut(text, elements[at]))),
    evidence,
  };
}

function toStreamPosition(wire: Readonly<Record<string, unknown>>, raw: string): Position {
  return toPosition(
    {
      symbol: wire['s'],
      side: wire['sd'],
      position: wire['pos'],
      avgOpenPrice: wire['aop'],
      unrealizedPnl: wire['up'],
      realizedPnl: wire['rp'],
      marginType: wire['mt'],
      isolatedMargin: wire['iw'],
      leverage: wire['lev'],
      stopLossPrice: wire['sl'],
      takeProfitPrice: wire['tp'],
    } satisfies PositionFields,
    raw,
  );
}

const Contracts = v.object({ con: v.array(v.looseObject({})) });

/** Reads a `futures-pricing-data` message. Throws a SchemaError. */
export function toStreamPricing(json: unknown): readonly Pricing[] {
  const read = v.safeParse(Contracts, json);
  if (!read.success) throw new SchemaError('The pricing has no contracts.');
  return read.output.con.map(({ s, t, ip, mp }) =>
    toPricing({ symbol: s, time: t, indexPrice: ip, markPrice: mp }),
  );
}
