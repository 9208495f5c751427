import * as vscode from 'vscode';
import { Command } from '../contributions.ts';
import { VenueError } from '../venues/errors.ts';
import { DeskError } from './deskError.ts';
import type { Message, Place } from './message.ts';

const t = vscode.l10n.t;

/** Says what an error means and what to do about it. Holds no secret: the errors hold none. */
export function explain(error: unknown, place: Place): Message {
  if (error instanceof DeskError) return explainDesk(error, place);
  if (error instanceof VenueError) return explainVenue(error, place);
  return { text: error instanceof Error ? error.message : String(error) };
}

const setKey = (): Message['action'] => ({ title: t('Set API Key…'), command: Command.setKey });
const askAgain = (): string => t('Wait a moment, then refresh.');
const edit = (): Message['action'] => ({ title: t('Edit Profile…'), command: Command.editProfile });

function explainDesk(error: DeskError, { venue }: Place): Message {
  const detail = error.message;
  switch (error.reason) {
    case 'noKey':
      return {
        text: t('There is no API key for {0} yet. Set one to see its orders.', venue),
        action: setKey(),
      };
    case 'restricted':
      return {
        text: t(
          'This workspace is in Restricted Mode, where live profiles are off. Trust the workspace, or switch to PAPER.',
        ),
        action: { title: t('Switch Profile…'), command: Command.switchProfile },
      };
    case 'secretStorage':
      return {
        text: t(
          "VS Code's secret storage is not available ({0}), so no key can be read or kept. Unlock or install the system's keyring, then try again. Nothing was stored elsewhere.",
          detail,
        ),
      };
    case 'paper':
      return {
        text: t('The paper exchange did not start: {0}. Refresh to start it again.', detail),
        action: { title: t('Show Log'), command: Command.showLog },
      };
    case 'profile':
      return {
        text: t('This profile cannot be used: {0}. Edit it, or switch to another.', detail),
        action: edit(),
      };
  }
}

function explainVenue(error: VenueError, { venue, host }: Place): Message {
  const said = error.detail ?? error.message;
  switch (error.reason) {
    case 'badKey':
      return {
        text: t(
          '{0} does not know this API key. Check that it was copied whole and was made for {1}.',
          venue,
          host,
        ),
        action: setKey(),
      };
    case 'badSignature':
      return {
        text: t(
          "{0} refused the signature: the secret does not belong to this key, or the profile's key encoding is the wrong one. Set the key again, or change the encoding.",
          venue,
        ),
        action: setKey(),
      };
    case 'keyExpired':
      return {
        text: t('This API key has expired. Make a new one at {0} and set it here.', venue),
        action: setKey(),
      };
    case 'noPermission':
      return {
        text: t(
          'This API key may not do that: it has no {0} permission. Allow it for the key at {1}, or use another key.',
          isRead(error) ? t('view') : t('trade'),
          venue,
        ),
        action: setKey(),
      };
    case 'clock':
      return {
        text: t(
          "{0} refused the request's time: this machine's clock is off. Set the clock by the network, then try again. ({1})",
          venue,
          said,
        ),
      };
    case 'wrongGroup':
      return {
        text: t(
          "The account group of this profile is not this key's. Edit the profile and leave the group empty to have it found.",
        ),
        action: edit(),
      };
    case 'wrongOrigin':
      return {
        text: t(
          'The stored key was made for another host than {0}, so nothing was signed. Set the key for this host.',
          host,
        ),
        action: setKey(),
      };
    case 'noCredentials':
      return explainDesk(new DeskError('noKey', ''), { venue, host });
    case 'unknownSymbol':
      return {
        text: t(
          '{0} does not know this symbol. Check its spelling, for example BTC-PERP. ({1})',
          venue,
          said,
        ),
      };
    case 'unknownOrder':
      return {
        text: t(
          '{0} does not know this order id. Check that it was copied whole and belongs to this account. ({1})',
          venue,
          said,
        ),
      };
    case 'notOpen':
      return { text: t('{0} says that the order is not open. ({1})', venue, said) };
    case 'badInput':
      return { text: error.message };
    case 'rateLimited':
      return { text: t('{0} wants fewer requests. Wait a moment, then try again.', venue) };
    case 'refused':
      return {
        text: t(
          'Nothing listens at {0} (connection refused). Check the host, and that it is running.',
          host,
        ),
      };
    case 'dns':
      return { text: t('The host {0} was not found. Check the network and the name.', host) };
    case 'certificate':
      return {
        text: t(
          'The certificate of {0} is not to be trusted ({1}), so nothing was sent. Check the host and this machine’s certificates.',
          host,
          said,
        ),
      };
    case 'timeout':
      return { text: t('{0} did not answer in time.', host), hint: askAgain() };
    case 'reset':
      return { text: t('{0} broke the connection.', host), hint: askAgain() };
    case 'truncated':
      return { text: t('The answer of {0} ended early.', host), hint: askAgain() };
    case 'tooLarge':
      return {
        text: t('The answer of {0} is larger than the 32 MB that Order Desk reads.', host),
        hint: t('Close some orders elsewhere, or use an account with fewer.'),
      };
    case 'redirect':
      return {
        text: t(
          '{0} answered with a redirect, which is not followed. Check the profile’s host.',
          host,
        ),
        action: edit(),
      };
    case 'empty':
      return { text: t('{0} sent an empty answer.', host), hint: askAgain() };
    case 'notJson':
      return {
        text: t(
          '{0} did not answer with JSON. Open the response to see what came; a proxy or gateway may have answered in its place.',
          host,
        ),
      };
    case 'gateway':
      return { text: t('The gateway before {0} failed ({1}).', host, said), hint: askAgain() };
    case 'aborted':
      return { text: t('Stopped waiting for {0}.', host) };
    case 'other':
      return error.kind === 'rejected'
        ? { text: t('{0} said no: {1}', venue, said), hint: t('Open the response for the rest.') }
        : { text: t('{0} sent something that is no answer to the request.', host) };
  }
}

function isRead({ transcript }: VenueError): boolean {
  return transcript?.request.method === 'GET';
}
