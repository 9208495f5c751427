import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import { offsetToTell } from '../net/clockOffset.ts';
import type { Place } from '../platform/message.ts';
import { explain } from '../platform/messages.ts';
import type { StreamDownReason } from '../venues/stream.ts';

const t = vscode.l10n.t;

/** What must be known of the rows below: that they are stale, not live, or that the clock is off. */
export function notices(
  desk: Desk,
  { stale, place, interval }: { stale: boolean; place: Place; interval: number },
): string {
  const { asOf, error, stream } = desk.feed.state;
  const lines: string[] = [];
  if (stale)
    lines.push(
      t('Stale: as of {0}. {1}', clockTime(asOf), error ? explain(error, place).text : ''),
    );
  else if (stream?.phase === 'down' && stream.reason !== 'stopped')
    lines.push(
      t('No live updates ({0}): asking every {1} s.', downText(stream.reason), interval / 1_000),
    );
  const offset = desk.venue.clock.current?.offset ?? 0;
  if (Math.abs(offset) > offsetToTell)
    lines.push(
      t(
        "This machine's clock is {0} s off {1}'s. Requests are signed by {1}'s; set the clock by the network.",
        Math.round(Math.abs(offset) / 1_000),
        place.venue,
      ),
    );
  return lines.join(' ').trim();
}

function downText(reason: StreamDownReason): string {
  switch (reason) {
    case 'stopped':
      return t('stopped');
    case 'unreachable':
      return t('no connection');
    case 'refused':
      return t('refused');
    case 'clock':
      return t('clock off');
    case 'rateLimited':
      return t('asked to wait');
    case 'silent':
      return t('nothing heard');
    case 'closed':
      return t('closed by the venue');
    case 'broken':
      return t('connection broke');
    case 'unreadable':
      return t('message not understood');
  }
}

function clockTime(ms: number | undefined): string {
  return ms === undefined ? '–' : new Date(ms).toTimeString().slice(0, 8);
}
