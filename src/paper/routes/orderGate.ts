import type { WireOrder, WireRespInst } from '../../venues/ascendex/wire.ts';
import { checkTime } from '../auth/verify.ts';
import { readClientId, readContract, readRespInst } from '../dialect/fields.ts';
import { readPlaceRequest, type PlaceRequest } from '../dialect/placeRequest.ts';
import { acknowledgedOrder, wireOrder } from '../dialect/wireOrder.ts';
import type { Account } from '../engine/account.ts';
import { unitsOf } from '../engine/contracts.ts';
import { opposite } from '../engine/book.ts';
import { affords, type Addition } from '../engine/margin.ts';
import { EngineOrder, isMarket, isStop } from '../engine/order.ts';
import { makeOrderId } from '../engine/orderId.ts';
import { ApiError } from '../errors.ts';
import type { JsonObject, PrivateRequest, Services } from './route.ts';

/** A request the gateway has let through: an acknowledgement, and what the engine makes of it. */
export interface Submitted {
  readonly order: EngineOrder;
  readonly id: string;
  readonly respInst: WireRespInst;
  /** The order as an ACK shows it. */
  readonly acknowledged: WireOrder;
  /** Hands the request to the engine. @returns the order as ACCEPT or DONE shows it */
  submit(): Promise<WireOrder>;
}

/** What a batch has let through so far: none of it is in the engine yet, all of it counts. */
export class BatchSoFar {
  readonly additions: Addition[] = [];
  readonly orderIds = new Set<string>();
}

/** @throws ApiError where the account's state forbids the order */
function checkAgainstAccount(
  request: PlaceRequest,
  account: Account,
  services: Services,
  batch: BatchSoFar,
): void {
  const { terms } = request;
  const { contract, side } = terms;
  const { engine } = services;
  if (terms.reduceOnly && account.position(contract).reducible(side) === 0 && !isStop(terms)) {
    throw new ApiError(300009, 'A reduce-only order needs a position to reduce');
  }
  if (terms.type === 'Market' && !engine.book(contract).sides[opposite(side)].best()) {
    throw new ApiError(300031, 'Nobody is on the other side of the market');
  }
  if (terms.reduceOnly || isStop(terms)) return; // a stop's margin is checked when it triggers
  const ticks = isMarket(terms) ? engine.markOf(contract) : terms.ticks;
  const added = { contract, side, units: unitsOf(ticks, terms.lots) };
  const verdict = affords(account, engine.markOf, added, batch.additions);
  if (verdict === 'short') throw new ApiError(310001, 'Not enough free margin for this order');
  if (verdict === 'tooLarge') {
    throw new ApiError(320008, 'The position would be above the highest margin bracket');
  }
  batch.additions.push(added);
}

/** Checks a new order and gives it its id. Nothing has happened yet when this returns. */
export function admitPlace(
  body: JsonObject,
  request: PrivateRequest,
  batch = new BatchSoFar(),
): Submitted {
  const { services, account, receivedAt, channel } = request;
  const { engine, queue, orderIds } = services;
  const place = readPlaceRequest(body, receivedAt, engine.markOf);
  const { userUid } = account.identity;
  const orderId = makeOrderId(channel, place.time, userUid, place.id, orderIds);
  if (account.knows(orderId) || batch.orderIds.has(orderId)) {
    throw new ApiError(100003, `DupNewCoid: ${orderId} was placed already`);
  }
  checkAgainstAccount(place, account, services, batch);
  batch.orderIds.add(orderId);
  const order = new EngineOrder(orderId, account, place.terms, receivedAt);
  return {
    order,
    id: place.id,
    respInst: place.respInst,
    acknowledged: acknowledgedOrder(order),
    submit: () => {
      account.inFlight.add(orderId);
      return queue.run(() => {
        let accepted = acknowledgedOrder(order);
        account.inFlight.delete(orderId);
        engine.place(order, () => (accepted = wireOrder(order)));
        return place.respInst === 'ACCEPT' ? accepted : wireOrder(order);
      });
    },
  };
}

/** Why an order that is known cannot be canceled; `undefined` where it can. */
function whyNotCancelable(order: EngineOrder, again = false): ApiError | undefined {
  if (order.status === 'Filled') return new ApiError(300006, 'TooLateToCancel: order is filled');
  if (order.status === 'Rejected') return new ApiError(300006, 'The order was rejected');
  if (!order.open) return new ApiError(300019, 'NoOpenForCancel: order is canceled already');
  if (order.cancelPending || again)
    return new ApiError(300019, 'DupCancelCoid: cancel is under way');
  return undefined;
}

/** Checks a cancel. Nothing has happened yet when this returns. */
export function admitCancel(
  body: JsonObject,
  request: PrivateRequest,
  batch = new BatchSoFar(),
): Submitted {
  const { services, account, receivedAt } = request;
  const { engine, queue } = services;
  const { orderId, symbol, time } = body as { orderId?: unknown; symbol?: unknown; time?: unknown };
  checkTime(time, receivedAt, 'time');
  const id = readClientId(body);
  const respInst = readRespInst(body, 'ACK');
  const contract = readContract(symbol);
  if (typeof orderId !== 'string' || !/^\w{1,32}$/.test(orderId)) {
    throw new ApiError(300006, 'orderId must be 1 to 32 letters and digits');
  }
  const order = account.find(orderId);
  if (order === undefined) throw new ApiError(300006, `No such order: ${orderId}`);
  if (order.terms.contract !== contract) {
    const own = order.terms.contract.symbol;
    throw new ApiError(300012, `Invalid Product Symbol: the order is in ${own}`);
  }
  const refusal = whyNotCancelable(order, batch.orderIds.has(orderId));
  if (refusal) throw refusal;
  batch.orderIds.add(orderId);
  return {
    ...{ order, id, respInst },
    acknowledged: acknowledgedOrder(order),
    submit: () => {
      order.cancelPending = true;
      return queue.run(() => {
        order.cancelPending = false;
        // It may have filled between the acknowledgement and now.
        const late = whyNotCancelable(order);
        if (late) throw late;
        engine.cancel(order);
        return wireOrder(order);
      });
    },
  };
}
