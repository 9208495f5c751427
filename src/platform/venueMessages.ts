import * as vscode from 'vscode';
import { Command } from '../contributions.ts';
import type { OrderReason, VenueError, VenueErrorReason } from '../venues/errors.ts';
import { askAgain, limitWords } from './limitWords.ts';
import type { Action, Message } from './message.ts';
import { setKey } from './messages.ts';
import type { Place } from './place.ts';
import { proxyWords } from './proxyWords.ts';

const t = vscode.l10n.t;

/** What a venue's failure means, and what to do about it. */
export function explainVenue(error: VenueError, place: Place): Message {
  const said = error.detail ?? error.message;
  // Refusals of new orders have words of their own, in `orderRefusals.ts`: they come later.
  const { [error.reason]: known = words.other } = words as Partial<Record<string, Words>>;
  const message = known(place, said, error);
  return typeof message === 'string' ? { text: message } : message;
}

/** What is said of a failure: where, what the venue or the net said, and all else that is known. */
export type Words = (place: Place, said: string, error: VenueError) => Message | string;

const edit = (): Action => ({ title: t('Edit Profile…'), command: Command.editProfile });

const words: Readonly<Record<Exclude<VenueErrorReason, OrderReason>, Words>> = {
  badKey: ({ venue, host }) => ({
    text: t(
      '{0} does not know this API key. Check that it was copied whole and was made for {1}.',
      venue,
      host,
    ),
    action: setKey(),
  }),
  badSignature: ({ venue }) => ({
    text: t(
      "{0} refused the signature: the secret does not belong to this key, or the profile's key encoding is the wrong one. Set the key again, or change the encoding.",
      venue,
    ),
    action: setKey(),
  }),
  keyExpired: ({ venue }) => ({
    text: t('This API key has expired. Make a new one at {0} and set it here.', venue),
    action: setKey(),
  }),
  noPermission: ({ venue }, _said, error) => ({
    text: t(
      'This API key may not do that: it has no {0} permission. Allow it for the key at {1}, or use another key.',
      permissionFor(error),
      venue,
    ),
    action: setKey(),
  }),
  clock: ({ venue }, said) =>
    t(
      "{0} refused the request's time: this machine's clock is off. Set the clock by the network, then try again. ({1})",
      venue,
      said,
    ),
  disarmed: () => ({
    text: t('Live trading is disarmed, so this was not sent. Arm it first.'),
    action: { title: t('Arm Live Trading…'), command: Command.armLive },
  }),
  wrongGroup: () => ({
    text: t(
      "The account group of this profile is not this key's. Edit the profile and leave the group empty to have it found.",
    ),
    action: edit(),
  }),
  wrongOrigin: ({ host }) => ({
    text: t(
      'The stored key was made for another host than {0}, so nothing was signed. Set the key for this host.',
      host,
    ),
    action: setKey(),
  }),
  noCredentials: ({ venue }) => ({
    text: t('There is no API key for {0}. Set one to see its orders.', venue),
    action: setKey(),
  }),
  unknownSymbol: ({ venue }, said) =>
    t(
      '{0} does not know this symbol. Check its spelling, for example BTC-PERP. ({1})',
      venue,
      said,
    ),
  unknownOrder: ({ venue }, said) =>
    t(
      '{0} does not know this order id. Check that it was copied whole and belongs to this account. ({1})',
      venue,
      said,
    ),
  notOpen: ({ venue }, said) => ({
    text: t(
      '{0} says that the order is not open, or is being canceled already. ({1})',
      venue,
      said,
    ),
    hint: t('Refresh to see what became of it.'),
  }),
  badInput: (_place, _said, { message }) => message,
  refused: ({ host }) => ({
    text: t(
      'Nothing listens at {0} (connection refused). Check the host, and that it is running.',
      host,
    ),
    action: edit(),
  }),
  dns: ({ host }) => ({
    text: t('The host {0} was not found. Check the network and the name.', host),
    action: edit(),
  }),
  certificate: ({ host }, said) =>
    t(
      'The certificate of {0} is not to be trusted ({1}), so nothing was sent. Check the host. Where a company’s proxy or a virus scanner shows a certificate of its own, install its root certificate on this machine, or name its file in NODE_EXTRA_CA_CERTS, and start VS Code anew.',
      host,
      said,
    ),
  ...limitWords,
  ...proxyWords,
  timeout: ({ host }) => ({ text: t('{0} did not answer in time.', host), hint: askAgain() }),
  reset: ({ host }) => ({ text: t('{0} broke the connection.', host), hint: askAgain() }),
  truncated: ({ host }) => ({ text: t('The answer of {0} ended early.', host), hint: askAgain() }),
  tooLarge: ({ host }) => ({
    text: t('The answer of {0} is larger than the 32 MB that Order Desk reads.', host),
    hint: t('Close some orders elsewhere, or use an account with fewer.'),
  }),
  redirect: ({ host }) => ({
    text: t('{0} answered with a redirect, which is not followed. Check the profile’s host.', host),
    action: edit(),
  }),
  empty: ({ host }) => ({ text: t('{0} sent an empty answer.', host), hint: askAgain() }),
  notJson: ({ host }) =>
    t(
      '{0} did not answer with JSON. Open the response to see what came; a proxy or gateway may have answered in its place.',
      host,
    ),
  aborted: ({ host }, _said, { kind }) =>
    kind === 'notSent'
      ? t('Stopped before it was sent. Send it again if it is still wanted.')
      : { text: t('Stopped waiting for {0}.', host), hint: t('Refresh to ask again.') },
  other: ({ venue, host }, said, { kind, code }) => ({
    text:
      kind === 'rejected'
        ? t('{0} said no: {1}', venue, said.replace(/\.?$/, '.'))
        : code
          ? t('{0} answered with an error of its own: {1}', venue, said)
          : t('{0} sent something that is no answer to the request.', host),
    hint: t('Open the response for the rest.'),
  }),
};

function permissionFor({ transcript }: VenueError): string {
  const { method = '', url = '' } = transcript?.request ?? {};
  if (method === 'GET') return t('view');
  return url.includes('/transfer/') ? t('transfer') : t('trade');
}
