import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import { remainingQuantity } from '../orders/order.ts';
import { explain } from '../platform/messages.ts';
import { priceText, sideName } from '../platform/orderWords.ts';
import type { Place } from '../platform/place.ts';
import { positionSide, positionText } from '../platform/positionWords.ts';
import type { CloseReport, CloseRequest } from '../positions/closeService.ts';
import { closeConclusionOf } from '../positions/panicReport.ts';
import { isOpenPosition, valueAt, type OpenPosition } from '../positions/position.ts';
import { agree } from './ask.ts';
import { askClose, crossingText } from './closeSteps.ts';
import { staleLine } from './confirmCancel.ts';
import { few } from './few.ts';
import { openPositionOf } from './pickPosition.ts';
import { reportPlace } from './reportPlace.ts';
import { mayStillSend, whileSending } from './sending.ts';
import type { Handler, Services } from './services.ts';
import { whereLines } from './where.ts';

const t = vscode.l10n.t;

/** "Close Position by Market…" */
export const closeByMarket: Handler = async (services, row) => {
  const desk = await services.current.open();
  const position = await openPositionOf(desk, t('Close Position by Market'), row);
  return position && close(services, desk, position, {});
};

/** "Close Position by Limit…": price and quantity are asked for first. */
export const closeByLimit: Handler = async (services, row) => {
  const desk = await services.current.open();
  const position = await openPositionOf(desk, t('Close Position by Limit'), row);
  if (!position) return undefined;
  const wanted = await askClose(desk, position);
  return wanted && close(services, desk, position, wanted);
};

async function close(
  services: Services,
  desk: Desk,
  position: OpenPosition,
  wanted: Pick<CloseRequest, 'price' | 'quantity'>,
): Promise<object | undefined> {
  const { current, log } = services;
  const { place } = current;
  const { symbol, side } = position;
  // Much can happen while something is typed.
  const now = desk.positions.store.get(symbol);
  if (!isOpenPosition(now) || now.side !== side) throw new Error(goneText(symbol));
  if (!(await confirm(desk, now, wanted, place))) return undefined;
  if (!(await mayStillSend(services, desk))) return undefined;
  const report = await whileSending(
    services,
    t('Closing {0} on {1}…', positionText(position), place.venue),
    (signal) => desk.positions.closes.close({ symbol, side, ...wanted }, { signal }),
  );
  log.info(`close of ${symbol}: ${report.outcome.kind}`);
  tell(services, report, place);
  void desk.positions.feed.refreshAnew('background');
  return closeConclusionOf(report);
}

async function confirm(
  desk: Desk,
  position: OpenPosition,
  { price, quantity = position.quantity }: Pick<CloseRequest, 'price' | 'quantity'>,
  place: Place,
): Promise<boolean> {
  const { feed } = desk.positions;
  const shown = desk.positions.shown(position.symbol);
  const by = price ?? shown?.mark;
  const yes = price === undefined ? t('Close by Market') : t('Close by Limit');
  const asset = shown?.asset ?? '';
  const crossing = price && crossingText(position, price, shown?.mark);
  const detail = [
    ...(feed.isStale(20_000) ? staleLine(feed.state.asOf) : []),
    ...whereLines(desk.profile, place),
    t('Position: {0}', positionText(position)),
    t('Order: {0} {1}, reduce-only', position.side === 'long' ? t('Sell') : t('Buy'), quantity),
    price === undefined ? t('Price: market') : t('Price: {0}', price),
    ...(crossing ? [crossing] : []),
    by === undefined
      ? t('Notional: not known, as there is no recent mark price')
      : t(
          'Notional: {0} {1}',
          valueAt({ ...position, quantity }, by)
            .round(2)
            .toFixed(),
          asset,
        ),
    ...closingLines(desk, position),
    t('It cannot open or turn a position, and is for no more than the position is by then.'),
  ];
  const question =
    price === undefined
      ? t('Close {0} {1} by market on {2}?', position.symbol, positionSide(position), place.venue)
      : t('Close {0} {1} by limit on {2}?', position.symbol, positionSide(position), place.venue);
  return agree(question, detail, yes, t('Keep Position'));
}

function goneText(symbol: string): string {
  return t('There is no such position in {0} any more. Nothing was sent.', symbol);
}

/** Orders that are open and close it as well: together they may be for more than the position is. */
function closingLines({ store, venue }: Desk, { symbol, side }: OpenPosition): readonly string[] {
  const closing = store.working.filter(
    (order) =>
      order.symbol === symbol &&
      order.side === (side === 'long' ? 'sell' : 'buy') &&
      venue.placing.requestLike(order)?.reduceOnly === true,
  );
  if (closing.length === 0) return [];
  const each = closing.map(
    (order) => `${sideName(order)} ${remainingQuantity(order)} @ ${priceText(order)}`,
  );
  return [t('Open reduce-only orders that close it as well: {0}', closing.length), ...few(each)];
}

/** What is true now, in words; of an order that was sent, as of any other. */
function tell({ notifier }: Services, report: CloseReport, place: Place): void {
  const { outcome, request } = report;
  switch (outcome.kind) {
    case 'sent':
      for (const order of outcome.orders) reportPlace(notifier, order, place);
      return;
    case 'gone':
      return notifier.tell('warning', { text: goneText(request.symbol) });
    case 'underWay':
      return notifier.tell('warning', {
        text: t(
          'An order that closes {0} is not settled yet, so no other one was sent.',
          request.symbol,
        ),
      });
    case 'notSent': {
      const why = explain(outcome.error, place);
      const text = t(
        'The position in {0} could not be read again, so nothing was sent. {1}',
        request.symbol,
        why.text,
      );
      return notifier.tell('error', { ...why, text }, outcome.error.transcript);
    }
  }
}
