import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import { offsetToTell } from '../net/clockOffset.ts';
import { clockTime } from '../orders/age.ts';
import type { FeedState } from '../orders/snapshotFeed.ts';
import { sideName } from '../platform/orderWords.ts';
import type { Place } from '../platform/place.ts';
import { explain } from '../platform/messages.ts';
import type { StreamDownReason } from '../venues/stream.ts';
import { inARow } from '../platform/inARow.ts';

const t = vscode.l10n.t;

/** How old what is shown is, and how it is kept up to date. */
export interface Frame {
  readonly stale: boolean;
  readonly place: Place;
  /** Between two refreshes, ms. */
  readonly interval: number;
}

/** `Buy, “btc”` */
function filterText({ arrangement: { side, text } }: Desk['rows']): string {
  return inARow([side && sideName({ side }), text && t('“{0}”', text)]);
}

/** What must be known of the rows below: that they are stale, not live, or that the clock is off. */
export function notices(desk: Desk, frame: Frame): string {
  const { asOf, error } = desk.feed.state;
  const { place, stale } = frame;
  const lines: string[] = [];
  const { shown, total } = desk.rows;
  // Where it hides all of them the view itself says so, with a button: it does that in the place of a message alone.
  if (shown > 0 && shown < total)
    lines.push(
      t('Filtered by {0}: {1} of {2} orders are shown.', filterText(desk.rows), shown, total),
    );
  if (!stale && error && asOf === undefined)
    lines.push(
      t(
        'The open orders could not be listed, so these rows are not all: {0}',
        explain(error, place).text,
      ),
    );
  else lines.push(...freshness(desk.feed.state, frame));
  const offset = desk.venue.clock.current?.offset ?? 0;
  if (Math.abs(offset) > offsetToTell)
    lines.push(
      t(
        "This machine's clock is {0} s off {1}'s. Requests are signed by {1}'s; set the clock by the network.",
        Math.round(Math.abs(offset) / 1_000),
        place.venue,
      ),
    );
  return lines.filter(Boolean).join(' ').trim();
}

/** Says that rows are stale, or not live, where they are. */
export function freshness(
  { asOf, error, stream }: FeedState,
  { stale, place, interval }: Frame,
): readonly string[] {
  if (stale) {
    const { text = '', hint } = error ? explain(error, place) : {};
    const since = t('Stale: as of {0}. {1}', asOf === undefined ? '–' : clockTime(asOf), text);
    return [[since, error?.retryAfter ? hint : undefined].filter(Boolean).join(' ')];
  }
  if (stream?.phase !== 'down' || stream.reason === 'stopped') return [];
  return [
    t('No live updates ({0}): asking every {1} s.', downText(stream.reason), interval / 1_000),
    stream.retryAt === undefined
      ? t('Set the API key again, or switch the profile off and on, to have them back.')
      : '',
  ];
}

function downText(reason: StreamDownReason): string {
  switch (reason) {
    case 'stopped':
      return t('off');
    case 'unreachable':
      return t('no connection, tried again by itself');
    case 'refused':
      return t('the key or a channel was refused');
    case 'clock':
      return t('the time was refused, the clock is being measured');
    case 'rateLimited':
      return t('too many requests, the exchange wants a pause');
    case 'silent':
      return t('nothing heard, tried again by itself');
    case 'closed':
      return t('closed by the exchange, tried again by itself');
    case 'broken':
      return t('the connection broke, tried again by itself');
    case 'unreadable':
      return t('a message was not understood, tried again by itself');
  }
}
