import * as vscode from 'vscode';
import Big from 'big.js';
import type { Desk } from '../desk/desk.ts';
import { isPaper } from '../desk/profile.ts';
import { checkPrice, checkQuantity } from '../orders/orderChecks.ts';
import { priceProblem, quantityProblem } from '../platform/amountProblems.ts';
import { positionSide, positionText } from '../platform/positionWords.ts';
import { explain } from '../platform/messages.ts';
import type { Place } from '../platform/place.ts';
import type { CloseReport, CloseRequest } from '../positions/closeService.ts';
import { valueAt, type OpenPosition } from '../positions/position.ts';
import { isDecimal, isZero } from '../venues/decimals.ts';
import type { ContractTerms } from '../venues/placing.ts';
import { askText } from './ask.ts';
import { refuseOtherDesk } from './cancelOrder.ts';
import { staleLine } from './confirmCancel.ts';
import { openPositionOf } from './pickPosition.ts';
import { reportPlace } from './reportPlace.ts';
import type { Handler, Services } from './services.ts';
import { whileWaiting } from './waiting.ts';

const t = vscode.l10n.t;

/** "Close Position by Market…" */
export const closeByMarket: Handler = async (services, row) => {
  const desk = await services.current.open();
  const position = await openPositionOf(desk, t('Close Position by Market'), row);
  if (position) await close(services, desk, position, {});
};

/** "Close Position by Limit…": price and quantity are asked for first. */
export const closeByLimit: Handler = async (services, row) => {
  const desk = await services.current.open();
  const position = await openPositionOf(desk, t('Close Position by Limit'), row);
  if (!position) return;
  const terms = desk.positions.feed.termsOf(position.symbol);
  const title = t('Close {0} by Limit', positionText(position));
  const typed = await askText(
    title,
    t('The price, or a better one'),
    desk.marks.get(position.symbol)?.price ?? '',
    (text) => wrongPrice(text, position, terms),
  );
  if (typed === undefined) return;
  const price = typed.trim();
  const much = await askText(
    title,
    t('How much of {0}: the order cannot open or turn a position', position.quantity),
    position.quantity,
    (text) => wrongQuantity(text, position, terms, price),
  );
  if (much !== undefined) await close(services, desk, position, { price, quantity: much.trim() });
};

async function close(
  services: Services,
  desk: Desk,
  position: OpenPosition,
  wanted: Pick<CloseRequest, 'price' | 'quantity'>,
): Promise<void> {
  const { current, log } = services;
  const { place } = current;
  if (!(await confirm(desk, position, wanted, place))) return;
  refuseOtherDesk(services, desk);
  const { symbol, side } = position;
  const report = await whileWaiting(
    t('Closing {0} on {1}…', positionText(position), place.venue),
    (signal) => desk.positions.closes.close({ symbol, side, ...wanted }, { signal }),
  );
  log.info(`close of ${symbol}: ${report.outcome.kind}`);
  tell(services, report, place);
  void desk.positions.feed.refreshAnew('background');
}

async function confirm(
  desk: Desk,
  position: OpenPosition,
  { price, quantity = position.quantity }: Pick<CloseRequest, 'price' | 'quantity'>,
  { venue, host }: Place,
): Promise<boolean> {
  const { feed } = desk.positions;
  const shown = desk.positions.shown(position.symbol);
  const by = price ?? shown?.mark;
  const yes = { title: price === undefined ? t('Close by Market') : t('Close by Limit') };
  const no = { title: t('Keep Position'), isCloseAffordance: true };
  const asset = shown?.asset ?? '';
  const detail = [
    ...(feed.isStale(20_000) ? staleLine(feed.state.asOf) : []),
    ...(isPaper(desk.profile) ? [] : [t('LIVE profile: {0}', desk.profile.name)]),
    t('Venue: {0} ({1})', venue, host),
    t('Position: {0}', positionText(position)),
    t('Order: {0} {1}, reduce-only', position.side === 'long' ? t('Sell') : t('Buy'), quantity),
    price === undefined ? t('Price: market') : t('Price: {0}', price),
    by === undefined
      ? t('Notional: not known, as there is no recent mark price')
      : t(
          'Notional: {0} {1}',
          valueAt({ ...position, quantity }, by)
            .round(2)
            .toFixed(),
          asset,
        ),
    t('It cannot open or turn a position, and is for no more than the position is by then.'),
  ];
  const question =
    price === undefined
      ? t('Close {0} {1} by market on {2}?', position.symbol, positionSide(position), venue)
      : t('Close {0} {1} by limit on {2}?', position.symbol, positionSide(position), venue);
  const options = { modal: true, detail: detail.join('\n') };
  return (await vscode.window.showWarningMessage(question, options, yes, no)) === yes;
}

/** What is true now, in words; of an order that was sent, as of any other. */
function tell({ notifier }: Services, report: CloseReport, place: Place): void {
  const { outcome, request } = report;
  switch (outcome.kind) {
    case 'sent':
      for (const order of outcome.orders) reportPlace(notifier, order, place);
      return;
    case 'gone':
      return notifier.tell('warning', {
        text: t('There is no such position in {0} any more. Nothing was sent.', request.symbol),
      });
    case 'underWay':
      return notifier.tell('warning', {
        text: t(
          'An order that closes {0} is not settled yet, so no other one was sent.',
          request.symbol,
        ),
      });
    case 'notSent': {
      const why = explain(outcome.error, place);
      const text = t('The position could not be read again, so nothing was sent. {0}', why.text);
      return notifier.tell('error', { ...why, text }, outcome.error.transcript);
    }
  }
}

function wrongPrice(
  text: string,
  { symbol }: OpenPosition,
  terms: ContractTerms | undefined,
): string | undefined {
  if (!terms) return wrongAmount(text);
  const wrong = checkPrice(text, terms);
  return wrong && priceProblem(wrong, symbol);
}

function wrongQuantity(
  text: string,
  { symbol, quantity }: OpenPosition,
  terms: ContractTerms | undefined,
  price: string,
): string | undefined {
  if (isDecimal(text.trim()) && new Big(text.trim()).gt(quantity))
    return t('The position is {0}, and no more.', quantity);
  if (!terms) return wrongAmount(text);
  const wrong = checkQuantity(text, terms, price, true);
  return wrong && quantityProblem(wrong, symbol);
}

/** All that can be said where the contract's terms could not be read. */
function wrongAmount(text: string): string | undefined {
  if (isDecimal(text.trim()) && !isZero(text.trim())) return undefined;
  return t('Type a number above 0, with a point and no sign: 5 or 0.25.');
}
