import { countOutcomes } from '../orders/bulkReport.ts';
import { conclusionOf } from '../orders/cancelProof.ts';
import { placeConclusionOf } from '../orders/placeProof.ts';
import type { Order } from '../venues/venue.ts';
import type { CloseReport } from './closeService.ts';
import type { Left } from './left.ts';
import type { PanicReport } from './panic.ts';
import type { OpenPosition } from './position.ts';

/** Where a panic was. */
export interface PanicPlace {
  readonly venue: string;
  readonly host: string;
}

/**
 * A panic as one JSON document: what was canceled and closed, with the reason of whatever was not, and what
 * a read at the end shows to be left.
 */
export function panicReport(report: PanicReport, { venue, host }: PanicPlace): string {
  const { startedAt, endedAt, stopped, requests, cancels, closes, orders, mayCome, positions } =
    report;
  const document = {
    ...{ panic: 'cancel everything and close every position', venue, host },
    ...{ startedAt: timeText(startedAt), endedAt: timeText(endedAt), stopped },
    openOrdersLeft: leftIn(orders, orderLeft),
    newOrdersThatMayStillCome: mayCome.map(({ orderId, request }) => ({ orderId, ...request })),
    positionsLeft: leftIn(positions, positionLeft),
    cancelAllRequests: requests.map(({ transcript, error }) => ({
      ...{ sentAt: transcript && timeText(transcript.startedAt), transcript: transcript?.id },
      answer: error?.message ?? 'acknowledged',
    })),
    canceled: {
      orderCount: cancels.length,
      outcomes: Object.fromEntries(countOutcomes(cancels)),
      orders: cancels.map(conclusionOf),
    },
    closed: closes.map(closeConclusionOf),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** A close of one position as plain data. */
export function closeConclusionOf({ request, position, outcome }: CloseReport): object {
  const { symbol, side } = request;
  const noneSent =
    outcome.kind === 'sent' && outcome.orders.every((each) => each.outcome.kind === 'notSent');
  const conclusion = noneSent ? 'notSent' : outcome.kind;
  return {
    ...{ symbol, side, quantityBefore: position?.quantity, conclusion },
    ...(outcome.kind === 'sent' ? { orders: outcome.orders.map(placeConclusionOf) } : {}),
    ...(outcome.kind === 'notSent' ? { error: outcome.error.message } : {}),
  };
}

function leftIn<T>(left: Left<T>, told: (item: T) => object): object {
  return left.kind === 'unread'
    ? { known: false, error: left.error.message }
    : {
        ...{ known: true, readAt: timeText(left.asOf), transcript: left.transcriptId },
        left: left.left.map(told),
      };
}

function orderLeft({
  orderId,
  symbol,
  side,
  quantity,
  filledQuantity,
  venueStatus,
}: Order): object {
  return { orderId, symbol, side, quantity, filledQuantity, status: venueStatus };
}

function positionLeft({ symbol, side, quantity, entryPrice }: OpenPosition): object {
  return { symbol, side, quantity, entryPrice };
}

function timeText(ms: number): string {
  return new Date(ms).toISOString();
}
