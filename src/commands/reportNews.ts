import * as vscode from 'vscode';
import { Setting } from '../contributions.ts';
import type { OrderEvent, OrderEventKind } from '../orders/orderNews.ts';
import { openDocument, orderUri } from '../platform/documentUri.ts';
import { countText, orderText } from '../platform/orderWords.ts';
import type { Place } from '../platform/place.ts';
import { alertsOf } from '../platform/settings.ts';
import { inARow } from '../platform/inARow.ts';
import { askOne } from './ask.ts';
import type { Level, Notifier } from './notifier.ts';

const t = vscode.l10n.t;

/** Tells of what became of orders, in one notification, as far as the person wants to be told. */
export function reportNews(
  notifier: Notifier,
  events: readonly OrderEvent[],
  { venue }: Place,
): void {
  const told = events.filter(({ kind }) => alertsOf(kind));
  const [only, more] = told;
  if (!only) return;
  const level: Level = told.some(({ kind }) => kind === 'rejected') ? 'warning' : 'info';
  const show = more ? t('Show…') : t('Show Raw JSON');
  const choose = t('Choose Alerts…');
  void notifier
    .ask(level, more ? summary(told, venue) : words(only, venue), show, choose)
    .then((choice) => {
      if (choice === show) return open(told, venue);
      if (choice !== choose) return undefined;
      return vscode.commands.executeCommand('workbench.action.openSettings', Setting.alerts);
    });
}

function words({ kind, order, quantity }: OrderEvent, venue: string): string {
  const text = orderText(order);
  switch (kind) {
    case 'filled':
      return t('Filled on {0}: {1}.', venue, text);
    case 'partlyFilled':
      return t(
        'Filled in part on {0}: {1} more of {2}, {3} in all.',
        ...[venue, quantity, text, order.filledQuantity],
      );
    case 'triggered':
      return t('Triggered on {0}: {1} works now.', venue, text);
    case 'rejected':
      return t('Rejected by {0}: {1}. {2}', venue, text, order.reason ?? '').trim();
  }
}

function summary(events: readonly OrderEvent[], venue: string): string {
  const counts = Map.groupBy(events, ({ kind }) => kind);
  const part = (kind: OrderEventKind, say: (count: string) => string): string[] => {
    const { length = 0 } = counts.get(kind) ?? [];
    return length === 0 ? [] : [say(countText(length))];
  };
  const parts = [
    ...part('filled', (count) => t('{0} filled', count)),
    ...part('partlyFilled', (count) => t('{0} filled in part', count)),
    ...part('triggered', (count) => t('{0} triggered', count)),
    ...part('rejected', (count) => t('{0} rejected', count)),
  ];
  return t('On {0}: {1}.', venue, inARow(parts));
}

/** Opens the only order, or one that is picked, as the venue last sent it. */
async function open(events: readonly OrderEvent[], venue: string): Promise<void> {
  const [first, ...others] = events;
  const choices = events.map((event) => ({
    label: words(event, venue),
    value: event.order.orderId,
  }));
  const orderId =
    others.length > 0 ? await askOne(t('Show Raw JSON'), choices) : first?.order.orderId;
  if (orderId !== undefined) await openDocument(orderUri(orderId));
}
