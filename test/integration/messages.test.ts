import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Level, Notifier } from '../../src/commands/notifier.ts';
import { lateWords, words } from '../../src/commands/reportCancel.ts';
import { reportPanic } from '../../src/commands/reportPanic.ts';
import { Command } from '../../src/contributions.ts';
import type { Desk } from '../../src/desk/desk.ts';
import type { CancelReport } from '../../src/orders/cancelOutcome.ts';
import { DeskError, type DeskErrorReason } from '../../src/platform/deskError.ts';
import type { Message } from '../../src/platform/message.ts';
import { explain, explainVenueBy } from '../../src/platform/messages.ts';
import { explainRefusal } from '../../src/platform/orderRefusals.ts';
import { explainVenue } from '../../src/platform/venueMessages.ts';
import type { CloseReport } from '../../src/positions/closeService.ts';
import { VenueError, type OrderReason, type VenueErrorReason } from '../../src/venues/errors.ts';
import type { StreamDownReason } from '../../src/venues/stream.ts';
import { notices } from '../../src/views/notices.ts';
import { makeOrder } from '../unit/orders/makeOrder.ts';
import { activate } from './desk.ts';

const SETTINGS = 'workbench.action.openSettings';
const place = { venue: 'AscendEX Futures', host: 'ascendex.com', name: 'Mine' };

/** For each reason the words that name its cause, and those or the button that say what to do. */
type Told = readonly [cause: RegExp, todo: RegExp | string];
const venue: Readonly<Record<Exclude<VenueErrorReason, OrderReason>, Told>> = {
  badKey: [/does not know this API key/, Command.setKey],
  badSignature: [/refused the signature/, Command.setKey],
  keyExpired: [/has expired/, Command.setKey],
  noPermission: [/it has no (view|trade) permission/, Command.setKey],
  clock: [/this machine's clock is off/, /Set the clock by the network/],
  wrongGroup: [/account group .* is not this key's/, Command.editProfile],
  wrongOrigin: [/made for another host .* nothing was signed/, Command.setKey],
  noCredentials: [/There is no API key/, Command.setKey],
  unknownSymbol: [/does not know this symbol/, /Check its spelling/],
  unknownOrder: [/does not know this order id/, /Check that it was copied whole/],
  notOpen: [/the order is not open/, /Refresh to see what became of it/],
  disarmed: [/Live trading is disarmed/, Command.armLive],
  badInput: [/said by the check/, /said by the check/],
  rateLimited: [/wants fewer requests/, /close other programs that use this key/],
  refused: [/connection refused/, Command.editProfile],
  dns: [/was not found/, Command.editProfile],
  certificate: [
    /certificate .* is not to be trusted .* nothing was sent/,
    /Check the host.* NODE_EXTRA_CA_CERTS/,
  ],
  proxyDown: [/proxy could not be reached .* nothing was sent/, SETTINGS],
  proxySignIn: [/wants a name and a password.* nothing was sent/, SETTINGS],
  proxyRefused: [/proxy opened no way to .* nothing was sent/, SETTINGS],
  proxyKind: [/proxy .* cannot be used, so nothing was sent/, /SOCKS and PAC are not supported/],
  timeout: [/did not answer in time/, /Wait a moment, then refresh/],
  ignored: [/it may be ignoring them/, /Check the network, and close other programs/],
  reset: [/broke the connection/, /Wait a moment, then refresh/],
  truncated: [/ended early/, /Wait a moment, then refresh/],
  tooLarge: [/larger than the 32 MB/, /use an account with fewer/],
  redirect: [/redirect, which is not followed/, Command.editProfile],
  empty: [/an empty answer/, /Wait a moment, then refresh/],
  notJson: [/did not answer with JSON/, /Open the response/],
  gateway: [/The gateway before .* failed/, /Wait a moment, then refresh/],
  aborted: [/Stopped (waiting|before it was sent)/, /Refresh to ask again|Send it again/],
  other: [/no answer to the request|said no/, /Open the response/],
};

/** The same for what a venue does not take of new orders. */
const refusals: Readonly<Record<OrderReason, readonly [cause: RegExp, todo: RegExp]>> = {
  badPrice: [/refused the price/, /Type one within the contract’s range/],
  badTick: [/no multiple of the tick size/, /Round it/],
  badQuantity: [/refused the quantity/, /Keep to the contract’s lot/],
  badNotional: [/refused what the order is worth/, /Change the quantity or the price/],
  badTerms: [/do not go together, or one of them is not offered/, /refused how the order is made/],
  notAllowed: [/does not allow this order now/, /needs a position that it reduces/],
  margin: [/not enough free margin/, /Type a smaller quantity, or cancel other orders/],
  tooRisky: [/position would be too large/, /Type a smaller quantity/],
  noMarket: [/nobody to trade with/, /Use a limit order, or try again later/],
  halted: [/has stopped trading/, /Try again later/],
};

const desk: Readonly<Record<DeskErrorReason, readonly [cause: RegExp, command: string]>> = {
  noKey: [/no API key for .* Set one to see its orders/, Command.setKey],
  keyLost: [
    /did not keep it, .* Install or unlock a keyring, then set the key again/,
    Command.setKey,
  ],
  restricted: [/Restricted Mode, where live profiles are off/, Command.switchProfile],
  secretStorage: [/not available .* Nothing was stored elsewhere/, Command.showLog],
  paper: [/paper exchange did not start/, Command.showLog],
  profile: [/This profile cannot be used/, Command.editProfile],
  code: [/could not be read, .* Reload the window/, 'workbench.action.reloadWindow'],
};

/** Why there are no live updates, as the view says it. */
const stream: Readonly<Record<Exclude<StreamDownReason, 'stopped'>, RegExp>> = {
  unreachable: /no connection, tried again by itself/,
  refused: /the key or a channel was refused/,
  clock: /the time was refused, the clock is being measured/,
  rateLimited: /too many requests, the exchange wants a pause/,
  silent: /nothing heard, tried again by itself/,
  closed: /closed by the exchange, tried again by itself/,
  broken: /the connection broke, tried again by itself/,
  unreadable: /a message was not understood, tried again by itself/,
};

describe('every fault that a trader can meet', () => {
  before(async () => {
    await activate();
    explainVenueBy(explainVenue);
  });

  for (const [reason, [cause, todo]] of Object.entries(venue)) {
    it(`is named with its cause and what to do: ${reason}`, async () => {
      for (const kind of ['notSent', 'rejected', 'unknownOutcome', 'unreadable'] as const) {
        const error = new VenueError(kind, reason as VenueErrorReason, 'said by the check');
        await holds(error, cause, todo);
      }
    });
  }

  for (const [reason, [cause, todo]] of Object.entries(refusals)) {
    it(`is named with its cause and what to change: ${reason}`, () => {
      const error = new VenueError('rejected', reason as OrderReason, 'said by the check');
      const { text } = explainRefusal(error, place);
      assert.match(text, cause);
      assert.match(text, todo);
    });
  }

  for (const [reason, [cause, command]] of Object.entries(desk)) {
    it(`is named before any request too: ${reason}`, () =>
      holds(new DeskError(reason as DeskErrorReason, 'why'), cause, command));
  }

  it('is told how long an exchange wants to be left alone', () => {
    const more = { retryAfter: 59_001 };
    const error = new VenueError('rejected', 'rateLimited', 'x', more);
    assert.match(explain(error, place).hint ?? '', /^Try again in 60 s/);
  });

  it('is told so too after a cancel of which nobody knows whether it worked', () => {
    const transcript = {
      ...{ id: '1', action: 'cancel-order', startedAt: 0, failure: undefined },
      request: { method: 'DELETE', url: 'http://127.0.0.1/', headers: [], body: '' },
      response: { status: 429, statusText: '', headers: [], body: Buffer.of(), complete: true },
      timings: { sent: 0, headers: 1, total: 1 },
    };
    for (const reason of ['gateway', 'rateLimited'] as const) {
      const more = { retryAfter: 59_001, transcript };
      const error = new VenueError('unknownOutcome', reason, 'x', more);
      const outcome = {
        ...({ kind: 'unknown', acknowledged: false, followed: true, repeatable: false } as const),
        ...{ order: undefined, error },
      };
      const sent = { orderId: 'a1', symbol: 'BTC-PERP', accepted: false, inherited: false };
      const [, { text }] = words({ ...sent, outcome, evidence: [], proof: undefined }, place);
      assert.match(text, /was sent, and whether it worked is not known\..* a pause of 60 s/);
    }
  });

  for (const [reason, cause] of Object.entries(stream)) {
    it(`is named above the list where it befell the stream: ${reason}`, () => {
      const down = { phase: 'down', since: 1, reason, detail: '' } as const;
      const trying = said({ stream: { ...down, retryAt: 2 } });
      assert.match(trying, /^No live updates .*: asking every 5 s\.$/);
      assert.match(trying, cause);
      assert.match(said({ stream: { ...down, retryAt: undefined } }), /Set the API key again, or/);
    });
  }

  it('is not there while all is well, and a clock that is off is told past five seconds', () => {
    assert.equal(said({}), '');
    for (const offset of [0, 5_000, -5_000]) assert.equal(said({}, offset), '');
    assert.match(said({}, 5_501), /clock is 6 s off .*; set the clock by the network\./);
    assert.match(said({}, -31_000), /clock is 31 s off/);
  });

  /** What the view says above the rows. */
  function said(state: object, offset = 0): string {
    const clock = { current: { offset, uncertainty: 1, measuredAt: 1 } };
    const rows = { shown: 1, total: 1 };
    const one = { feed: { state }, venue: { clock }, rows } as unknown as Desk;
    return notices(one, { stale: false, place, interval: 5_000 });
  }

  async function holds(error: Error, cause: RegExp, todo: RegExp | string): Promise<void> {
    const { text, hint = '', action } = explain(error, place);
    assert.match(text, cause);
    assert.doesNotMatch(`${text} ${hint}`, /undefined|null|\[object/);
    if (typeof todo !== 'string') return assert.match(`${text} ${hint}`, todo);
    assert.equal(action?.command, todo);
    assert.ok((await vscode.commands.getCommands(true)).includes(todo));
  }
});

describe('a cancel that is settled at last and was to make room for another order', () => {
  const order = makeOrder({ status: 'canceled', venueStatus: 'Canceled', filledQuantity: '0.2' });
  const report = (inherited: boolean, quantity: string): CancelReport => ({
    ...{ orderId: order.orderId, symbol: order.symbol, outcome: { kind: 'canceled', order } },
    ...{ accepted: true, inherited, evidence: [], proof: undefined },
    instead: { symbol: order.symbol, side: 'buy', type: 'limit', quantity, price: '9400' },
  });

  it('says that the other was not placed, and offers what is left of it', () => {
    const [level, { text, action }] = lateWords(report(false, '1'), place);
    assert.equal(level, 'warning');
    assert.match(
      text,
      /^Settled at last\. Canceled on .* Buy 0\.8 @ 9400 was to be placed .* was not/,
    );
    assert.deepEqual([action?.command, action?.argument], [Command.placeOrder, order.orderId]);
  });

  it('claims nothing of what another window may have placed', () => {
    const [, { text, action }] = lateWords(report(true, '1'), place);
    assert.match(
      text,
      /Whether .* Buy 0\.8 @ 9400 was placed in its stead is not known here: look/,
    );
    assert.equal(action?.command, Command.placeOrder);
  });

  it('offers nothing where nothing is left', () => {
    const [level, { text, action }] = lateWords(report(false, '0.2'), place);
    assert.equal(level, 'info');
    assert.doesNotMatch(text, /stead/);
    assert.equal(action, undefined);
  });
});

describe('a panic that could not read what is left', () => {
  const limited = new VenueError('notSent', 'rateLimited', 'x', { retryAfter: 40_000 });
  const lost = new VenueError('unknownOutcome', 'reset', 'x');
  const request = { symbol: 'BTC-PERP', side: 'sell', type: 'market', quantity: '1' } as const;
  const close = (kind: 'notSent' | 'filled', symbol: string): CloseReport => {
    const order = makeOrder({ symbol, status: 'filled' });
    const outcome = kind === 'filled' ? { kind, order, complete: true } : { kind, error: limited };
    const placed = { orderId: 'a1', request: { ...request, symbol }, time: undefined, outcome };
    const orders = [{ ...placed, evidence: [], proof: undefined }];
    return {
      request: { symbol, side: 'long' },
      position: undefined,
      outcome: { kind: 'sent', orders },
    };
  };

  before(async () => {
    await activate();
    explainVenueBy(explainVenue);
  });

  it('says which closes failed and why, and that all orders were asked to be canceled', () => {
    let text = '';
    const notifier = { tell: (_level: Level, message: Message) => (text = message.text) };
    reportPanic(
      notifier as unknown as Notifier,
      {
        ...{ startedAt: 1, endedAt: 2, stopped: false, cancels: [], mayCome: [] },
        requests: [{ transcript: undefined, error: lost }],
        closes: [
          close('notSent', 'BTC-PERP'),
          close('notSent', 'ETH-PERP'),
          close('filled', 'ETH-PERP'),
          close('filled', 'SOL-PERP'),
          close('notSent', 'SOL-PERP'),
        ],
        orders: { kind: 'unread', error: limited },
        positions: { kind: 'unread', error: limited },
      },
      place,
    );
    assert.match(
      text,
      /All orders were asked to be canceled, and whether that worked is not known/,
    );
    assert.match(text, /The closing of BTC-PERP failed: .* Try again in 40 s/);
    assert.match(text, /The closing of SOL-PERP failed/, 'a part of it was closed before');
    assert.match(text, /Closed in: ETH-PERP/);
    assert.doesNotMatch(text, /The closing of ETH-PERP failed/);
  });
});
