import * as vscode from 'vscode';
import { Command } from '../contributions.ts';
import { VenueError } from '../venues/errors.ts';
import { DeskError } from './deskError.ts';
import type { Action, Message } from './message.ts';
import type { Place } from './place.ts';

const t = vscode.l10n.t;

type ExplainVenue = (error: VenueError, place: Place) => Message;
let explainVenue: ExplainVenue = ({ message }) => ({ text: message });

/** Sets the words for a venue's errors. They come with the venues, before which there is no such error. */
export function explainVenueBy(words: ExplainVenue): void {
  explainVenue = words;
}

/** Says what an error means and what to do about it. Holds no secret: the errors hold none. */
export function explain(error: unknown, place: Place): Message {
  if (error instanceof DeskError) return explainDesk(error, place);
  if (error instanceof VenueError) return explainVenue(error, place);
  return { text: error instanceof Error ? error.message : String(error) };
}

/** What an error means, and for how long the exchange is left alone where it asked for that. */
export function explainWithPause(error: VenueError, place: Place): string {
  const { text, hint } = explain(error, place);
  return error.retryAfter && hint ? `${text} ${hint}` : text;
}

function explainDesk(error: DeskError, { venue }: Place): Message {
  const detail = error.message;
  switch (error.reason) {
    case 'noKey':
      return {
        text: t(
          "There is no API key for {0} in VS Code's secret storage. Set one to see its orders.",
          venue,
        ),
        action: setKey(),
      };
    case 'keyLost':
      return {
        text: t(
          "The API key of this profile is gone: VS Code's secret storage did not keep it, as where the system has no keyring, or where VS Code runs in a browser. Install or unlock a keyring, then set the key again. It is nowhere else.",
        ),
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
        action: showLog(),
      };
    case 'paper':
      return {
        text: t('The paper exchange did not start: {0}. Refresh to start it again.', detail),
        action: showLog(),
      };
    case 'profile':
      return {
        text: t('This profile cannot be used: {0}. Edit it, or switch to another.', detail),
        action: { title: t('Edit Profile…'), command: Command.editProfile },
      };
    case 'code':
      return {
        text: t(
          'A part of Order Desk could not be read, as where it has just been updated: {0}. Reload the window.',
          detail,
        ),
        action: { title: t('Reload Window'), command: 'workbench.action.reloadWindow' },
      };
  }
}

/** What ends trouble with a key. */
export function setKey(): Action {
  return { title: t('Set API Key…'), command: Command.setKey };
}

/** What shows why something failed inside. */
export function showLog(): Action {
  return { title: t('Show Log'), command: Command.showLog };
}
