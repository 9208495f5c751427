import Big from 'big.js';
import type { Desk } from '../../src/desk/desk.ts';
import { cancelProof } from '../../src/orders/cancelProof.ts';
import type { CancelReport } from '../../src/orders/cancelOutcome.ts';
import type { PlaceReport } from '../../src/orders/placeOutcome.ts';
import { isTerminal } from '../../src/orders/order.ts';
import type { Order } from '../../src/venues/venue.ts';
import { answerOf, ordersOf, type SeenCall } from './calls.ts';
import type { Ask, SoakWindow } from './soakWindow.ts';
import type { World } from './world.ts';

/** Looks at an order that changed in a store, beside the exchange and what the store had before. */
export function checkStore(
  world: World,
  window: SoakWindow,
  { store }: Desk,
  orderId: string,
  seen: Map<string, Order>,
): void {
  const order = store.get(orderId);
  if (!order) return world.violations.add('wrong order', `${orderId} went out of the store`);
  const before = seen.get(orderId);
  seen.set(orderId, order);
  const wrong = world.truth.impossible(order);
  if (wrong) world.violations.add('wrong order', `${window.name}: ${wrong}`);
  if (!before) return;
  if (isTerminal(before) && !isTerminal(order)) {
    world.violations.add('reopened', `${window.name}: ${orderId} was ${before.status}`);
  }
  if (new Big(order.filledQuantity).lt(before.filledQuantity)) {
    world.violations.add('reopened', `${window.name}: ${orderId} had ${before.filledQuantity}`);
  }
}

/** Looks at what a person was told, beside the exchange. */
export function checkReport(
  world: World,
  window: SoakWindow,
  report: CancelReport,
  ask: Ask | undefined,
): void {
  const wrong = wrongOutcome(world, window, report, ask);
  if (!wrong) return;
  world.violations.add('wrong outcome', `${window.name}: ${report.outcome.kind}, but ${wrong}`);
}

function wrongOutcome(
  { truth, windows }: World,
  window: SoakWindow,
  { orderId, outcome }: CancelReport,
  ask: Ask | undefined,
): string | undefined {
  switch (outcome.kind) {
    case 'canceled':
    case 'filledFirst':
    case 'alreadyClosed': {
      const { order } = outcome;
      const { status } = order;
      const fits =
        outcome.kind === 'alreadyClosed'
          ? isTerminal(order)
          : outcome.kind === 'canceled'
            ? status === 'canceled'
            : outcome.complete
              ? status === 'filled'
              : status === 'canceled' && new Big(order.filledQuantity).gt(0);
      return fits ? truth.contradicts(order) : `its order is ${status}`;
    }
    case 'rejected':
    case 'noEffect': {
      const real = truth.find(orderId);
      if (real?.status !== 'Canceled' || real.state.errorCode !== '') return undefined;
      const others = windows.filter((each) => each !== window);
      const after = window.ends.find(({ at, ...end }) => {
        return end.orderId === orderId && at > (ask?.began ?? 0);
      });
      // It is about its own request: another of the same window's may have done it.
      const byAnother = window.calls.cancels().some((call) => {
        const own = call.began > (ask?.began ?? 0) && call.began < (after?.at ?? Infinity);
        return names(orderId)(call) && !own;
      });
      const byOthers = others.some(({ calls }) => calls.cancels().some(names(orderId)));
      const byAll = windows.some(({ calls }) => calls.cancels().some(isOfAll));
      if (byAnother || byOthers || byAll || ask?.late || truth.canceledElsewhere.has(orderId))
        return undefined;
      return `${orderId} is canceled, and nobody else asked for that`;
    }
    case 'notSent': {
      const sent = window.calls
        .cancels()
        .filter(ask?.all ? isOfAllOf(ask.ofSymbol) : names(orderId));
      const after = ask?.began ?? 0;
      const end = window.ends.find((each) => each.orderId === orderId && each.at > after);
      return ask && sent.some(({ began }) => began > after && began < (end?.at ?? Infinity))
        ? `a cancel of ${orderId} was written`
        : undefined;
    }
    case 'unknown':
    case 'underWay':
      return undefined;
  }
}

/** Looks at what a person was told of an order that a command placed, beside the exchange. */
export function checkPlaced({ truth, violations }: World, { orderId, outcome }: PlaceReport): void {
  const wrong = 'order' in outcome && outcome.order && truth.impossible(outcome.order);
  if (wrong) violations.add('wrong outcome', `place ${outcome.kind}, but ${wrong}`);
  if (/notSent|neverArrived/.test(outcome.kind) && truth.find(orderId ?? ''))
    violations.add('denied order', `${orderId} ${outcome.kind}`);
}

/** Looks for cancels that windows with one journal sent again without the right to. */
export function checkSecondCancels(world: World, windows: readonly SoakWindow[]): void {
  const ends = windows.flatMap((window) => window.ends);
  const all = windows.flatMap(({ calls }) => calls.all);
  const cancels = windows
    .flatMap(({ calls }) => calls.cancels())
    .filter(({ written }) => written)
    .sort((a, b) => a.began - b.began);
  for (const orderId of new Set(cancels.flatMap(ordersOf))) {
    const mine = cancels.filter(concerns(windows, orderId));
    for (const [i, next] of mine.entries()) {
      const first = mine[i - 1];
      if (!first || isOfAll(next) || wasRefusedForItsTime(first)) continue;
      const between = (at: number): boolean => at > first.began && at < next.began;
      if (ends.some((end) => end.orderId === orderId && between(end.at))) continue;
      if (all.some((call) => showsOpen(call, orderId, first, next))) continue;
      world.violations.add('second cancel', `of ${orderId}`);
    }
  }
}

function names(orderId: string): (call: SeenCall) => boolean {
  return (call) => call.written && ordersOf(call).includes(orderId);
}

function isOfAll(call: SeenCall): boolean {
  return call.written && ordersOf(call).length === 0;
}

function isOfAllOf(symbol: string | undefined): (call: SeenCall) => boolean {
  return (call) =>
    isOfAll(call) && (JSON.parse(call.body) as { symbol?: string }).symbol === symbol;
}

/**
 * A person may have everything canceled whatever is under way; a cancel that comes after it needs to
 * know better, where its window asked for that order to be canceled with all. An order that had a
 * cancel of its own under way then goes on by that one.
 */
function concerns(windows: readonly SoakWindow[], orderId: string): (call: SeenCall) => boolean {
  const forAll = windows.flatMap(({ asks, calls, ends }) =>
    asks
      .filter((ask) => ask.all && ask.orderId === orderId)
      .filter(({ report }) => !/underWay|notSent/.test(report?.outcome.kind ?? ''))
      .map(({ began, told = Infinity }) =>
        calls.cancels().find((call) => {
          const since = ({ at }: { at: number }): boolean => at > began && at < call.began;
          // One that closed before, while the command went on, was not among all.
          const gone = ends.some((end) => end.orderId === orderId && end.closed && since(end));
          return isOfAll(call) && call.began > began && call.began < told && !gone;
        }),
      ),
  );
  return (call) => names(orderId)(call) || forAll.includes(call);
}

function wasRefusedForItsTime(call: SeenCall): boolean {
  const { code } = (answerOf(call) ?? {}) as { code?: unknown };
  const status = call.answer?.status ?? 500;
  return code === 100011 && status < 500 && status !== 429;
}

/**
 * Whether a status query showed the order open before `next`, all of it after `first` was over. Of
 * another window's cancel it is only known that it was sent.
 */
function showsOpen(call: SeenCall, orderId: string, first: SeenCall, next: SeenCall): boolean {
  if (!call.path.endsWith('/order/status') || !call.query.includes(orderId)) return false;
  const since = first.by === next.by ? first.ended : first.began;
  if (since === undefined || call.began < since) return false;
  if (call.ended === undefined || call.ended > next.began) return false;
  const { data = [] } = (answerOf(call) ?? {}) as { data?: { orderId: string; status: string }[] };
  const order = data.find((each) => each.orderId === orderId);
  return /^(New|PartiallyFilled|PendingNew)$/.test(order?.status ?? '');
}

/** Looks at every store in the end, when nothing goes wrong any more and all was read afresh. */
export function checkReconciled(world: World, window: SoakWindow): void {
  const { desk, settings, name } = window;
  if (!desk) return;
  const add = (what: string): void => world.violations.add('not reconciled', `${name}: ${what}`);
  const open = new Set(settings.key.account.open.keys());
  for (const order of desk.store.working) {
    if (!open.delete(order.orderId)) add(`${order.orderId} is shown and not open`);
    const wrong = world.truth.contradicts(order);
    if (wrong) add(wrong);
  }
  for (const orderId of open) add(`${orderId} is open and not shown`);
  for (const { orderId } of desk.cancels.unsettled) {
    const known = world.truth.find(orderId);
    if (known && !known.open) add(`the cancel of ${orderId} is not settled, though it is closed`);
  }
  for (const { orderId, report } of window.asks) {
    if (!report) world.violations.add('lost cancel', `${name}: of ${orderId}, never reported`);
  }
}

/** Looks for the key and the secret in everything that may be shown to anybody. */
export function checkSecrets(world: World, { name, settings, transcripts, reports }: SoakWindow) {
  const texts = [
    ...transcripts.map(({ request, failure }) => JSON.stringify([request, failure])),
    ...transcripts.map(({ response }) => JSON.stringify(response?.headers)),
    ...transcripts.map(({ response }) => Buffer.from(response?.body ?? []).toString('latin1')),
    ...reports.map((each) => cancelProof(each)),
    ...settings.placements.proofs,
  ].join('\n');
  const { key, secret } = settings.key;
  for (const hidden of [key, secret]) {
    const base64 = Buffer.from(hidden).toString('base64').replace(/=+$/, '');
    for (const form of new Set([hidden, base64, encodeURIComponent(hidden)])) {
      if (!texts.includes(form)) continue;
      world.violations.add('secret shown', `${name}: ${hidden === key ? 'the key' : 'the secret'}`);
    }
  }
}
