import * as vscode from 'vscode';
import { isPaper } from '../desk/profile.ts';
import { countSteps, type DocumentPlan } from '../orders/document/facts.ts';
import { notionalOf } from '../orders/notional.ts';
import type { OrderSession } from '../platform/orderSessions.ts';
import { changeText, noteText, planText, shortId } from '../platform/stepWords.ts';
import { typedAbove } from '../platform/settings.ts';
import { requestText, termsText } from '../platform/orderWords.ts';
import { inARow } from '../platform/inARow.ts';
import { agree, typeWord } from './ask.ts';
import { symbolLines } from './confirmMany.ts';
import { few } from './few.ts';

const t = vscode.l10n.t;

/** Asks, always, in a modal that says all that would be sent. True for yes. */
export async function confirmApply(session: OrderSession, plan: DocumentPlan): Promise<boolean> {
  const { venue } = session.place;
  const count = countSteps(plan);
  const yes = count === 1 ? t('Apply 1 Change') : t('Apply {0} Changes', count);
  const question = t('Apply this document on {0}: {1}?', venue, planText(plan));
  const agreed = await agree(question, detail(session, plan), yes, t('Apply Nothing'));
  if (!agreed || count <= typedAbove()) return agreed;
  const word = t('APPLY');
  const prompt = t(
    'Type {0} to apply these {1} changes, or press Escape to apply none.',
    word,
    count,
  );
  return typeWord(question, prompt, word);
}

function detail(
  { place, desk: { profile, marks } }: OrderSession,
  plan: DocumentPlan,
): readonly string[] {
  const { cancels, amends, places } = plan;
  const amended = amends.map(({ order, change }) => ({ ...order, ...change }));
  const placed = places.map(({ request: { symbol, quantity, price, stopPrice } }) => ({
    ...{ symbol, quantity, stopPrice },
    // One by the market has none of its own.
    price: price ?? (stopPrice === undefined ? marks.recent(symbol) : undefined),
    filledQuantity: '0',
  }));
  const part = (title: string, orders: Parameters<typeof symbolLines>[0]): readonly string[] =>
    orders.length === 0 ? [] : [title, ...symbolLines(orders)];
  const { value, unpriced } = notionalOf([...amended, ...placed]);
  return [
    ...(isPaper(profile) ? [] : [t('Profile: {0}', profile.name)]),
    t('Venue: {0} ({1})', place.venue, place.host),
    ...part(t('Cancel: {0}', cancels.length), cancels),
    ...part(t('Amend: {0}', amends.length), amended),
    ...few(
      amends.map(({ order, change }) => t('{0}: {1}', shortId(order), changeText(order, change))),
    ),
    ...part(t('Place: {0}', places.length), placed),
    ...few(places.map(({ request }) => inARow([requestText(request), ...termsText(request)]))),
    ...(amended.length + placed.length > 0
      ? [t('Notional of what is placed: {0} (remaining quantity × price)', value)]
      : []),
    ...(unpriced > 0 ? [t('Not in it, having no price: {0}', unpriced)] : []),
    ...warnings(plan),
    ...plan.notes.map(noteText),
    ...(amends.length > 0
      ? [
          t(
            'An amended order is canceled first, and what is left of it is placed anew: for a moment there is none, and its place in the queue is lost.',
          ),
        ]
      : []),
  ];
}

function warnings({ problems }: DocumentPlan): readonly string[] {
  const count = (...kinds: readonly string[]): number =>
    problems.filter(({ kind }) => kinds.includes(kind)).length;
  const beyond = count('crossesMark', 'triggersAtOnce');
  const refused = count('postOnlyCrosses');
  const reducing = count('reduces');
  return [
    ...(beyond > 0
      ? [t('Beyond the mark price, so that they may fill or be triggered at once: {0}', beyond)]
      : []),
    ...(refused > 0
      ? [t('Post-only and beyond the mark price, so that they may be refused: {0}', refused)]
      : []),
    ...(reducing > 0 ? [t('Reduce-only, of more than there is to reduce: {0}', reducing)] : []),
  ];
}
