import * as v from 'valibot';
import { parseJson } from '../../json.ts';
import type { AccountNews, Position, StreamEvidence } from '../../stream.ts';
import type { Order, Pricing } from '../../venue.ts';
import { SchemaError, toOrder, toPricing } from '../schema.ts';

/** What every message of the stream has, and what is read of those that are about the stream. */
const optionalText = v.fallback(v.string(), '');
const Head = v.object({
  m: v.string(),
  type: optionalText,
  ch: optionalText,
  code: v.fallback(v.number(), 0),
  reason: optionalText,
  err: optionalText,
  info: optionalText,
});

export type Message = v.InferOutput<typeof Head> & { readonly json: unknown };

/** Reads a message of any kind. Throws a SchemaError where it is none. */
export function readMessage(text: string): Message {
  let json: unknown;
  try {
    json = parseJson(text);
  } catch {
    throw new SchemaError('The message is not JSON.');
  }
  const head = v.safeParse(Head, json);
  if (!head.success) throw new SchemaError('The message does not say what it is.');
  return { ...head.output, json };
}

const Named = v.looseObject({});

/** Reads a `futures-order` message as an order; its `raw` is `text`. Throws a SchemaError. */
export function toStreamOrder(json: unknown, text: string): Order {
  const wire = v.parse(Named, json);
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
    },
    text,
  );
}

const Account = v.object({
  t: v.number(),
  sn: v.fallback(v.number(), -1),
  col: v.fallback(v.array(v.object({ a: v.string(), b: v.string() })), []),
  pos: v.fallback(
    v.array(
      v.object({
        s: v.string(),
        sd: v.string(),
        pos: v.string(),
        aop: optionalText,
        up: optionalText,
        rp: optionalText,
      }),
    ),
    [],
  ),
});

const sides: Readonly<Record<string, Position['side']>> = { LONG: 'long', SHORT: 'short' };

/** Reads a `futures-account-update` message. Throws a SchemaError. */
export function toAccountNews(json: unknown, evidence: StreamEvidence): AccountNews {
  const read = v.safeParse(Account, json);
  if (!read.success) throw new SchemaError('The account update has no time.');
  const { t, sn, col, pos } = read.output;
  return {
    time: t,
    sequence: sn,
    balances: col.map(({ a, b }) => ({ asset: a, amount: b })),
    positions: pos.map((wire) => ({
      symbol: wire.s,
      side: Object.hasOwn(sides, wire.sd) ? (sides[wire.sd] ?? 'none') : 'none',
      quantity: wire.pos,
      averagePrice: wire.aop,
      unrealizedProfit: wire.up,
      realizedProfit: wire.rp,
    })),
    evidence,
  };
}

const Contracts = v.object({ con: v.array(Named) });

/** Reads a `futures-pricing-data` message. Throws a SchemaError. */
export function toStreamPricing(json: unknown): readonly Pricing[] {
  const read = v.safeParse(Contracts, json);
  if (!read.success) throw new SchemaError('The pricing has no contracts.');
  return read.output.con.map(({ s, t, ip, mp }) =>
    toPricing({ symbol: s, time: t, indexPrice: ip, markPrice: mp }),
  );
}
