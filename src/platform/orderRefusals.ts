import * as vscode from 'vscode';
import type { PlaceOutcome } from '../orders/placeOutcome.ts';
import type { OrderReason, VenueError } from '../venues/errors.ts';
import type { Order } from '../venues/venue.ts';
import type { Message } from './message.ts';
import type { Place } from './place.ts';
import { explain } from './messages.ts';

const t = vscode.l10n.t;

/** Why an order that is told as rejected was not placed, and what to change. */
export function explainUnplaced(
  { error, order }: Extract<PlaceOutcome, { kind: 'rejected' }>,
  place: Place,
): Message {
  if (error) return explainRefusal(error, place);
  return { text: order ? explainRejected(order, place) : '' };
}

/** Why a venue did not take a new order, and what to change. */
export function explainRefusal(error: VenueError, place: Place): Message {
  const said = error.detail ?? error.message;
  const { [error.reason]: known } = words as Partial<Record<string, Words>>;
  return known ? { text: known(place.venue, said) } : explain(error, place);
}

/** The same for an order that the venue's engine rejected. */
export function explainRejected({ reason = '' }: Order, { venue }: Place): string {
  if (/post.?only/i.test(reason))
    return t(
      '{0} did not take it: it was to be post-only and would have filled at once. Move the price away from the market, or turn post-only off. ({1})',
      ...[venue, reason],
    );
  if (/reduce.?only/i.test(reason))
    return t(
      '{0} did not take it: it was to be reduce-only, and there is no position to reduce. ({1})',
      ...[venue, reason],
    );
  if (/margin|balance/i.test(reason)) return words.margin(venue, reason);
  return reason === ''
    ? t('{0} did not take it, and did not say why.', venue)
    : t('{0} did not take it: {1}', venue, reason);
}

type Words = (venue: string, said: string) => string;

const words: Readonly<Record<OrderReason, Words>> = {
  badPrice: (venue, said) =>
    t('{0} refused the price. Type one within the contract’s range. ({1})', venue, said),
  badTick: (venue, said) =>
    t('{0} refused the price: it is no multiple of the tick size. Round it. ({1})', venue, said),
  badQuantity: (venue, said) =>
    t('{0} refused the quantity. Keep to the contract’s lot, least and most. ({1})', venue, said),
  badNotional: (venue, said) =>
    t(
      '{0} refused what the order is worth. Change the quantity or the price. ({1})',
      ...[venue, said],
    ),
  badTerms: (venue, said) =>
    t(
      '{0} refused how the order is made up: its type, time in force and options do not go together, or one of them is not offered there. ({1})',
      ...[venue, said],
    ),
  notAllowed: (venue, said) =>
    t(
      '{0} does not allow this order now. A reduce-only order needs a position that it reduces. ({1})',
      ...[venue, said],
    ),
  margin: (venue, said) =>
    t(
      '{0} says that there is not enough free margin. Type a smaller quantity, or cancel other orders. ({1})',
      ...[venue, said],
    ),
  tooRisky: (venue, said) =>
    t(
      '{0} says that the position would be too large for the account. Type a smaller quantity. ({1})',
      ...[venue, said],
    ),
  noMarket: (venue, said) =>
    t(
      '{0} has nobody to trade with at the moment, or no price to go by. Use a limit order, or try again later. ({1})',
      ...[venue, said],
    ),
  halted: (venue, said) =>
    t('{0} has stopped trading of this contract. Try again later. ({1})', venue, said),
};
