import type { Disposable } from '../common/disposable.ts';
import type { Desk } from './desk.ts';
import type { Redraws } from './redraws.ts';

/** Notes in `redraws` whichever rows of the desk change, and calls back for that and all other news. */
export function followDesk(desk: Desk, redraws: Redraws, onNews: () => void): Disposable {
  const { store, feed, cancels, venue } = desk;
  let missing = feed.missing;
  const mark = (orderId: string): void => {
    const order = store.get(orderId);
    if (order) redraws.order(order.symbol, orderId);
  };
  const parts = [
    store.onDidChange(({ orderIds, symbols }) => {
      for (const symbol of symbols) redraws.symbol(symbol);
      for (const orderId of orderIds) mark(orderId);
      onNews();
    }),
    feed.onDidChange(() => {
      for (const orderId of [...missing, ...feed.missing])
        if (missing.has(orderId) !== feed.missing.has(orderId)) mark(orderId);
      missing = feed.missing;
      onNews();
    }),
    cancels.onDidChange((orderId) => {
      const symbol = cancels.reportOf(orderId)?.symbol;
      if (symbol !== undefined && store.isWorking(orderId)) redraws.orderFirst(symbol, orderId);
      else if (symbol !== undefined) redraws.symbol(symbol);
      onNews();
    }),
    venue.clock.onDidChange(onNews),
  ];
  return { dispose: () => parts.forEach((part) => part.dispose()) };
}
