import * as vscode from 'vscode';
import { Command } from '../contributions.ts';
import { countCanceled, countOutcomes } from '../orders/bulkReport.ts';
import type { Place } from '../platform/place.ts';
import { explain, explainWithPause } from '../platform/messages.ts';
import { countText, requestText } from '../platform/orderWords.ts';
import { positionText } from '../platform/positionWords.ts';
import { isDone } from '../positions/left.ts';
import type { PanicReport } from '../positions/panic.ts';
import { closingOrders } from '../positions/panicSince.ts';
import { inARow } from '../platform/inARow.ts';
import type { Level, Notifier } from './notifier.ts';
import { otherOutcomes } from './reportMany.ts';

const t = vscode.l10n.t;

/** One notification: what a read at the end shows to be left, then what was done. */
export function reportPanic(notifier: Notifier, report: PanicReport, place: Place): void {
  const { startedAt } = report;
  const action = {
    title: t('Show Report'),
    command: Command.showPanic,
    argument: String(startedAt),
  };
  notifier.tell(levelOf(report), { text: words(report, place), action });
}

function words(report: PanicReport, place: Place): string {
  const head = report.stopped
    ? t('Panic on {0} was stopped.', place.venue)
    : t('Panic on {0}.', place.venue);
  return [
    head,
    ordersText(report, place),
    mayComeText(report),
    positionsText(report, place),
    doneText(report, place),
  ]
    .filter(Boolean)
    .join(' ');
}

function ordersText({ orders }: PanicReport, place: Place): string {
  if (orders.kind === 'unread')
    return t('Whether orders are open is not known: {0}', explain(orders.error, place).text);
  return orders.left.length === 0
    ? t('No order is open.')
    : t('Still open: {0}.', countText(orders.left.length));
}

function mayComeText({ mayCome }: PanicReport): string {
  if (mayCome.length === 0) return '';
  const [only, more] = mayCome;
  const names = only && !more ? requestText(only.request) : t('{0} new orders', mayCome.length);
  return t(
    'Sent before, and may still come: {0}. Look at them again before you rely on it.',
    names,
  );
}

function positionsText({ positions }: PanicReport, place: Place): string {
  if (positions.kind === 'unread')
    return t('Whether positions are open is not known: {0}', explain(positions.error, place).text);
  return positions.left.length === 0
    ? t('No position is open.')
    : t('Still open: {0}.', inARow(positions.left.map(positionText)));
}

/** What was done on the way, as far as anything was. */
function doneText(report: PanicReport, place: Place): string {
  const { cancels, positions } = report;
  const counts = countOutcomes(cancels);
  const orders = closingOrders(report);
  // Of a position that is gone by the read at the end nothing is left to close.
  const mayBeOpen = (symbol: string): boolean =>
    positions.kind === 'unread' || positions.left.some((each) => each.symbol === symbol);
  const open = orders.filter(({ request }) => mayBeOpen(request.symbol));
  const closing = open.filter(({ outcome }) => outcome.kind === 'unknown');
  const filled = new Set(
    orders.filter(({ outcome }) => outcome.kind === 'filled').map(({ request }) => request.symbol),
  );
  // A position may be closed in several goes, of which the last one tells.
  const last = new Map(open.map(({ outcome, request }) => [request.symbol, outcome]));
  const canceled = t('Canceled: {0} of {1}', countCanceled(counts), countText(cancels.length));
  return [
    cancels.length === 0 ? '' : t('{0}.', inARow([canceled, ...otherOutcomes(cancels)])),
    lostText(report, place),
    filled.size === 0 ? '' : t('Closed in: {0}.', inARow(filled)),
    ...[...last].map(([symbol, outcome]) =>
      (outcome.kind === 'notSent' || outcome.kind === 'rejected') && outcome.error
        ? t('The closing of {0} failed: {1}', symbol, explainWithPause(outcome.error, place))
        : '',
    ),
    closing.length === 0
      ? ''
      : t(
          'Sent and not settled: the closing of {0}. It may still fill and is asked for, so do not close it by hand before that is known.',
          inARow(closing.map(({ request }) => request.symbol)),
        ),
  ]
    .filter(Boolean)
    .join(' ');
}

/** A request for all orders whose answer was lost, where no order was known that tells what came of it. */
function lostText({ requests, cancels, orders }: PanicReport, place: Place): string {
  const lost = requests.find(({ error }) => error?.kind === 'unknownOutcome')?.error;
  if (!lost || cancels.length > 0 || orders.kind === 'read') return '';
  return t(
    'All orders were asked to be canceled, and whether that worked is not known: {0}',
    explainWithPause(lost, place),
  );
}

function levelOf({ orders, mayCome, positions, stopped }: PanicReport): Level {
  const done = isDone(orders) && isDone(positions);
  if (done && mayCome.length > 0) return 'warning';
  return done ? 'info' : stopped ? 'warning' : 'error';
}
