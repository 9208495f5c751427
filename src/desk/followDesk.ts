import type { Disposable } from '../common/disposable.ts';
import { absenceIn } from './absence.ts';
import { isFiltered } from './arrangement.ts';
import type { Desk } from './desk.ts';
import type { Redraws } from './redraws.ts';

/** Notes in `redraws` whichever rows of the desk change, and calls back for that and all other news. */
export function followDesk(desk: Desk, redraws: Redraws, onNews: () => void): Disposable {
  const { store, feed, cancels, places, venue, rows } = desk;
  let { missing } = feed;
  const groupOf = (orderId: string, symbol: string): string =>
    rows.groupOf({ orderId, symbol, order: rows.orderOf(orderId) });
  const mark = (orderId: string): void => {
    const order = store.get(orderId);
    if (order) redraws.order(groupOf(orderId, order.symbol), orderId);
  };
  /** Whether any change of an order may take it to another place, or away. */
  const moves = (): boolean => isFiltered(rows.arrangement) || rows.arrangement.sorting === 'size';
  const parts = [
    store.onDidChange(({ orderIds, set, symbols }) => {
      const { grouping } = rows.arrangement;
      if (grouping === 'symbol') for (const symbol of symbols) redraws.group(symbol);
      const whole = (set && grouping !== 'symbol') || moves();
      // In which group one was that is forgotten by now nobody knows.
      if (set && orderIds.some((orderId) => !store.get(orderId)))
        for (const group of rows.groups) redraws.group(group);
      for (const orderId of orderIds)
        if (whole) redraws.group(groupOf(orderId, store.get(orderId)?.symbol ?? ''));
        else mark(orderId);
      onNews();
    }),
    feed.onDidChange(() => {
      for (const orderId of [...missing.keys(), ...feed.missing.keys()])
        if (absenceIn(missing, orderId) !== absenceIn(feed.missing, orderId)) mark(orderId);
      ({ missing } = feed);
      onNews();
    }),
    cancels.onDidChange((orderId) => {
      const symbol = cancels.reportOf(orderId)?.symbol;
      if (symbol === undefined) return onNews();
      const group = groupOf(orderId, symbol);
      if (store.isWorking(orderId)) redraws.orderFirst(group, orderId);
      else redraws.group(group);
      onNews();
    }),
    places.onDidChange((orderId) => {
      redraws.group(groupOf(orderId, rows.orderOf(orderId)?.symbol ?? ''));
      onNews();
    }),
    venue.clock.onDidChange(onNews),
  ];
  return { dispose: () => parts.forEach((part) => part.dispose()) };
}
