import * as vscode from 'vscode';
import { Command } from '../contributions.ts';
import { leftToPlace } from '../orders/amendService.ts';
import { proofOf, type CancelReport } from '../orders/cancelOutcome.ts';
import type { CancelTarget } from '../orders/pendingCancel.ts';
import type { Action, Message } from '../platform/message.ts';
import type { Place } from '../platform/place.ts';
import { explain, explainWithPause } from '../platform/messages.ts';
import { orderText, requestText } from '../platform/orderWords.ts';
import type { Order } from '../venues/venue.ts';
import type { Level, Notifier } from './notifier.ts';

const t = vscode.l10n.t;

/**
 * Says what is true of the order now, with the exchange that shows it one click away.
 * @param within puts the words into what else is to be said
 */
export function reportCancel(
  notifier: Notifier,
  report: CancelReport,
  place: Place,
  within = (text: string): string => text,
): void {
  const [level, message] = words(report, place);
  const text = within(message.text);
  notifier.tell(level, withProof({ ...message, text }, report), proofOf(report));
}

/** The same for a cancel that had been reported as unknown and is settled now. */
export function reportLate(notifier: Notifier, report: CancelReport, place: Place): void {
  const [level, message] = lateWords(report, place);
  notifier.tell(level, withProof(message, report), proofOf(report));
}

/**
 * What is said then. Where the cancel was to make room for another order, the person learns what became
 * of that, and can place it.
 */
export function lateWords(report: CancelReport, place: Place): [Level, Message] {
  const [level, message] = words(report, place);
  const text = t('Settled at last. {0}', message.text);
  const left = leftToPlace(report);
  if (!left) return [level, { ...message, text }];
  const instead = report.inherited
    ? t(
        'Whether {0} was placed in its stead is not known here: look for it among the orders before you place it.',
        requestText(left),
      )
    : t('{0} was to be placed in its stead, and was not.', requestText(left));
  return ['warning', { text: `${text} ${instead}`, action: placeLeft(report) }];
}

function placeLeft({ orderId }: CancelReport): Action {
  return { title: t('Place What Is Left…'), command: Command.placeOrder, argument: orderId };
}

function withProof(message: Message, { orderId, evidence }: CancelReport): Message {
  if (evidence.length === 0) return message;
  const also = { title: t('Show Proof'), command: Command.showProof, argument: orderId };
  return { ...message, also };
}

/** The outcome in words. An acknowledgement is never called a cancel. */
export function words(report: CancelReport, place: Place): [Level, Message] {
  const { outcome, symbol, orderId } = report;
  const { venue } = place;
  switch (outcome.kind) {
    case 'canceled':
      return [
        'info',
        {
          text: t(
            'Canceled on {0}: {1} ({2}).',
            venue,
            orderText(outcome.order),
            fills(outcome.order),
          ),
        },
      ];
    case 'filledFirst':
      return [
        'warning',
        {
          text: outcome.complete
            ? t(
                'Filled before the cancel on {0}: {1} ({2}).',
                venue,
                orderText(outcome.order),
                fills(outcome.order),
              )
            : t(
                'Canceled on {0} after a fill: {1} ({2}).',
                venue,
                orderText(outcome.order),
                fills(outcome.order),
              ),
        },
      ];
    case 'alreadyClosed':
      return [
        'warning',
        {
          text: t(
            'Already closed on {0} before the cancel came: {1}, {2} ({3}).',
            venue,
            orderText(outcome.order),
            outcome.order.venueStatus,
            fills(outcome.order),
          ),
        },
      ];
    case 'rejected': {
      const why = explain(outcome.error, place);
      return [
        'error',
        { ...why, text: t('Not canceled: {0} {1}. {2}', symbol, orderId, why.text) },
      ];
    }
    case 'notSent': {
      const why = explain(outcome.error, place);
      const text = t(
        'The cancel of {0} {1} was not sent, so it is safe to try again. {2}',
        ...[symbol, orderId, why.text],
      );
      return ['error', { ...why, text }];
    }
    case 'noEffect':
      return ['error', { text: noEffectText(outcome.order, place) }];
    case 'unknown':
      return [
        'warning',
        {
          text: unknownText(report, outcome, place),
          action: outcome.error && explain(outcome.error, place).action,
        },
      ];
    case 'underWay':
      return ['info', { text: underWayText({ symbol, orderId }) }];
  }
}

/** Why no cancel is sent of an order that has one already. */
export function underWayText({ symbol, orderId }: CancelTarget): string {
  return t(
    'A cancel of {0} {1} is under way already, so none was sent again. Its status is being asked for. To send another, choose “Stop Following Cancel” on its row first.',
    symbol,
    orderId,
  );
}

/** Of a cancel that never came in, and whose order is open. */
function noEffectText(order: Order, { venue }: Place): string {
  return t(
    'Not canceled: the cancel had no effect on {0}, which would refuse it for its age by now. {1} is still open ({2}). It is safe to cancel it again.',
    venue,
    orderText(order),
    fills(order),
  );
}

function unknownText(
  { symbol, orderId }: CancelReport,
  {
    acknowledged,
    followed,
    repeatable,
    order,
    error,
  }: Extract<CancelReport['outcome'], { kind: 'unknown' }>,
  place: Place,
): string {
  const head = acknowledged
    ? t('Cancel acknowledged by {0}, not yet confirmed: {1} {2}.', place.venue, symbol, orderId)
    : t('The cancel of {0} {1} was sent, and whether it worked is not known.', symbol, orderId);
  const why = error && !acknowledged ? explainWithPause(error, place) : undefined;
  const seen = order
    ? t('Its latest status is {0}.', order.venueStatus)
    : t('Its status could not be read yet.');
  const again = repeatable ? t('It may be canceled again.') : undefined;
  const next = followed
    ? why && error?.retryAfter
      ? t('Order Desk goes on asking after the pause.')
      : t('Order Desk goes on asking.')
    : t('Order Desk no longer asks: refresh, or open its profile again, to see what became of it.');
  return [head, why, seen, again, next].filter(Boolean).join(' ');
}

function fills(order: Order): string {
  return t('{0} of {1} filled', order.filledQuantity, order.quantity);
}
