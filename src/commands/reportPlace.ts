import * as vscode from 'vscode';
import { Command } from '../contributions.ts';
import type { PlaceReport } from '../orders/placeOutcome.ts';
import type { Action, Message } from '../platform/message.ts';
import type { Place } from '../platform/place.ts';
import { inARow } from '../platform/inARow.ts';
import { explain } from '../platform/messages.ts';
import { explainUnplaced } from '../platform/orderRefusals.ts';
import { orderText, requestText, statusText } from '../platform/orderWords.ts';
import type { Order } from '../venues/venue.ts';
import { firstFew } from './few.ts';
import type { Level, Notifier } from './notifier.ts';

const t = vscode.l10n.t;

/**
 * Says what is true of a new order now, with what shows it and what helps one click away.
 * @param within puts the words into what else is to be said
 */
export function reportPlace(
  notifier: Notifier,
  report: PlaceReport,
  place: Place,
  within = (text: string): string => text,
): void {
  const [level, message] = placeWords(report, place);
  const { orderId, evidence } = report;
  const also: Action | undefined =
    orderId === undefined || evidence.length === 0
      ? undefined
      : { title: t('Show Placement Proof'), command: Command.showPlacement, argument: orderId };
  notifier.tell(level, { ...message, text: within(message.text), also }, exchangeOf(report));
}

/** The same for placements that had been reported as unknown and are settled now: several of them together. */
export function reportPlacesLate(
  notifier: Notifier,
  reports: readonly PlaceReport[],
  place: Place,
): void {
  const [only, another] = reports;
  if (only && !another)
    return reportPlace(notifier, only, place, (text) => t('Settled at last. {0}', text));
  const words = reports.map((report) => placeWords(report, place));
  const texts = firstFew(words.map(([, { text }]) => text));
  const levels = words.map(([level]) => level);
  const worst = (['error', 'warning'] as const).find((level) => levels.includes(level)) ?? 'info';
  const action = { title: t('Show Placement Proof…'), command: Command.pickPlacement };
  notifier.tell(worst, {
    text: t('Settled at last: {0} new orders. {1}', reports.length, texts.join(' ')),
    action,
  });
}

/** The exchange that settled it, or the latest that tried. A stream's message is in the proof. */
function exchangeOf({ evidence, proof }: PlaceReport) {
  if (proof && proof.kind !== 'stream') return proof.transcript;
  const latest = proof ? undefined : evidence.findLast((each) => each.kind !== 'stream');
  return latest && 'transcript' in latest ? latest.transcript : undefined;
}

/** The outcome in words. An acknowledgement is never called an order. */
export function placeWords(report: PlaceReport, place: Place): [Level, Message] {
  const { outcome, request } = report;
  const { venue } = place;
  const asked = requestText(request);
  switch (outcome.kind) {
    case 'working': {
      const { order } = outcome;
      const text = t('Placed on {0}: {1} ({2}).', venue, orderText(order), stateOf(order));
      return ['info', { text, action: showOrder(order) }];
    }
    case 'filled': {
      const { order, complete } = outcome;
      const filled = [venue, orderText(order), order.filledQuantity, averageOf(order)] as const;
      const text = complete
        ? t('Filled on {0}: {1} ({2} at {3} on average).', ...filled)
        : t('Filled in part on {0}, the rest canceled: {1} ({2} at {3} on average).', ...filled);
      return ['info', { text, action: showOrder(order) }];
    }
    case 'canceled': {
      const { order } = outcome;
      const why = closedWhy(report);
      const text = t('Placed on {0} and canceled, nothing filled: {1}.', venue, orderText(order));
      return ['warning', { text, ...(why && { hint: why }), action: showOrder(order) }];
    }
    case 'rejected': {
      const said = explainUnplaced(outcome, place);
      return ['error', { ...said, text: t('Not placed: {0}. {1}', asked, said.text) }];
    }
    case 'notSent': {
      const said = explain(outcome.error, place);
      return ['error', { ...said, text: t('Not sent: {0}. {1}', asked, said.text) }];
    }
    case 'neverArrived':
      return [
        'warning',
        {
          text: t(
            '{0} never arrived at {1}: it does not know the order, and would refuse the request by now. Nothing was placed.',
            ...[asked, venue],
          ),
          action: again(report),
        },
      ];
    case 'unknown':
      return ['warning', { text: unknownText(report, place) }];
  }
}

function unknownText(report: PlaceReport, place: Place): string {
  const { outcome, request } = report;
  if (outcome.kind !== 'unknown') return '';
  const { acknowledged, followed, error } = outcome;
  const asked = requestText(request);
  const head = acknowledged
    ? t('Acknowledged by {0}, which does not show it yet: {1}.', place.venue, asked)
    : t('{0} was sent, and whether it was placed is not known.', asked);
  const why = error && !acknowledged ? explain(error, place).text : undefined;
  const next = followed
    ? t('Order Desk goes on looking for it. Do not place it again before it is known.')
    : t('Order Desk no longer looks for it: refresh to see whether it is there.');
  return [head, why, next].filter(Boolean).join(' ');
}

function stateOf(order: Order): string {
  const filled = t('{0} of {1} filled', order.filledQuantity, order.quantity);
  return inARow([statusText(order), filled]);
}

function averageOf({ averagePrice, price }: Order): string {
  return averagePrice ?? price ?? '?';
}

function closedWhy({ request }: PlaceReport): string | undefined {
  if (request.timeInForce === 'IOC')
    return t('It was IOC, and nobody was there to fill any of it at once.');
  if (request.timeInForce === 'FOK')
    return t('It was FOK, and not all of it could be filled at once.');
  return undefined;
}

function showOrder({ orderId }: Order): Action {
  return { title: t('Show Raw JSON'), command: Command.showOrder, argument: orderId };
}

function again({ orderId }: PlaceReport): Action {
  return { title: t('Open Ticket Again…'), command: Command.placeOrder, argument: orderId };
}
