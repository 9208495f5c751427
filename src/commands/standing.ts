import * as vscode from 'vscode';
import { clockTime } from '../orders/age.ts';
import type { Handler } from './services.ts';

const t = vscode.l10n.t;

/** "Check for a Ban": asks the venue whether it has banned this machine's address. Its thresholds are in the answer. */
export const checkBan: Handler = async ({ current, notifier }) => {
  const desk = await current.open();
  const { venue } = current.place;
  const { value, transcript } = await desk.venue.standing();
  const { address, banned, until, reason } = value;
  const here = address === '' ? t('This address') : t('This address ({0})', address);
  if (!banned) {
    const text = t('{0} is not banned by {1}. The limits are in the response.', here, venue);
    return notifier.tell('info', { text }, transcript);
  }
  const end = until === undefined ? t('for an unknown time') : t('until {0}', clockTime(until));
  const text = t(
    '{0} is banned by {1} {2} ({3}). Close other programs that send requests from here, and wait.',
    ...[here, venue, end, reason || t('no reason given')],
  );
  notifier.tell('warning', { text }, transcript);
};
