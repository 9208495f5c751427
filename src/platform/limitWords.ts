import * as vscode from 'vscode';
import { Command } from '../contributions.ts';
import { longestPause } from '../net/backoff.ts';
import type { VenueError, VenueErrorReason } from '../venues/errors.ts';
import type { Action } from './message.ts';
import type { Words } from './venueMessages.ts';

const t = vscode.l10n.t;

const checkBan = (): Action => ({ title: t('Check for a Ban'), command: Command.checkBan });

/** What helps where trouble passes by itself. */
export const askAgain = (): string => t('Wait a moment, then refresh.');

/** Where an exchange, or the gateway before it, wants fewer requests or takes none. */
export const limitWords = {
  rateLimited: ({ venue }, _said, error) => ({
    text: t('{0} wants fewer requests, so Order Desk pauses polling.', venue),
    hint: afterLimit(error),
    action: checkBan(),
  }),
  ignored: ({ host }) => ({
    text: t(
      '{0} did not answer in time. Nor did it answer the requests before: it may be ignoring them, as exchanges do with whoever asks too often, or the network is down. Order Desk asks less and less often until it answers.',
      host,
    ),
    hint: t('Check the network, and close other programs that use this key; then refresh.'),
    action: checkBan(),
  }),
  gateway: ({ host }, said, { transcript, retryAfter }) => {
    const status = transcript?.response?.status;
    if (status === 429) {
      const text = t('{0} got too many requests (HTTP 429) and wants fewer.', host);
      return { text, hint: pause(retryAfter) };
    }
    const what = status === undefined ? said : `HTTP ${status}`;
    return { text: t('The gateway before {0} failed ({1}).', host, what), hint: askAgain() };
  },
} satisfies Partial<Record<VenueErrorReason, Words>>;

/** What a person can do: of a cancel that may have been carried out nothing but wait. */
function afterLimit({ kind, retryAfter, transcript }: VenueError): string {
  if (transcript && transcript.request.method !== 'GET')
    return kind === 'unknownOutcome'
      ? pause(retryAfter)
      : t('It is sent at once if you try again. Close other programs that use this key.');
  return retryAfter
    ? t(
        'Try again in {0} s, and close other programs that use this key.',
        Math.ceil(retryAfter / 1_000),
      )
    : t('Wait a minute, then refresh, and close other programs that use this key.');
}

/** How long Order Desk keeps quiet by itself. */
function pause(retryAfter: number | undefined): string {
  if (retryAfter === longestPause)
    return t('It asks for a pause of an hour or more: Order Desk asks again after an hour.');
  return retryAfter
    ? t('It asks for a pause of {0} s, which Order Desk keeps.', Math.ceil(retryAfter / 1_000))
    : askAgain();
}
