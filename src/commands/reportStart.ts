import * as vscode from 'vscode';
import { Command } from '../contributions.ts';
import type { Meanwhile } from '../desk/sessionGuard.ts';
import { rowTime, wholeTime } from '../platform/localTime.ts';
import { orderText, statusText } from '../platform/orderWords.ts';
import type { Place } from '../platform/place.ts';
import type { Notifier } from './notifier.ts';

const t = vscode.l10n.t;

/** So many orders are named. */
const NAMED = 3;

/** What became of the orders that were open when a window was last closed. */
export function reportMeanwhile(
  notifier: Notifier,
  { seenAt, before, open, filledMore, triggered, ended, unknown, transcript }: Meanwhile,
  { name }: Place,
): void {
  const changed = [
    ...ended.map((order) => t('{0}: {1}', orderText(order), statusText(order))),
    ...filledMore.map((order) =>
      t('{0}: {1} of it filled by now', orderText(order), order.filledQuantity),
    ),
    ...triggered.map((order) => t('{0}: triggered, and works now', orderText(order))),
    ...unknown.map((order) => t('{0}: not known there any more', orderText(order))),
  ];
  const more = changed.length - NAMED;
  const at = rowTime(seenAt, Date.now());
  const text = [
    before === 1
      ? t('{0}: 1 order was open when last seen here, at {1}.', name, at)
      : t('{0}: {1} orders were open when last seen here, at {2}.', name, before, at),
    stillOpen(open, before),
    changed.length > 0 && t('Meanwhile: {0}', changed.slice(0, NAMED).join(t('; '))),
    more > 0 && t('and {0} more.', more),
  ];
  const level = changed.length > 0 ? 'warning' : 'info';
  notifier.tell(level, { text: text.filter(Boolean).join(' ') }, transcript);
}

function stillOpen(open: number, before: number): string {
  if (before === 1) return open === 1 ? t('It still is.') : t('It is not any more.');
  if (open === before) return t('All of them still are.');
  return open === 0 ? t('None of them is any more.') : t('{0} of them still are.', open);
}

/** That the profile's key is about to expire. `expiresAt`: Unix ms. */
export function reportExpiry(notifier: Notifier, expiresAt: number, { venue, name }: Place): void {
  const text = t(
    'The API key of {0} expires at {1}. Make a new one at {2} and set it here before: without it nothing can be canceled from here.',
    ...[name, wholeTime(expiresAt), venue],
  );
  notifier.tell('warning', { text, action: { title: t('Set API Key…'), command: Command.setKey } });
}
