import * as vscode from 'vscode';
import { isPaper } from '../desk/profile.ts';
import { armedMinutes, disarmsOnBlur } from '../platform/settings.ts';
import { agree } from './ask.ts';
import type { Handler, Services } from './services.ts';

const t = vscode.l10n.t;

/** "Arm Live Trading…": explicit, and for a time. Also makes the time begin anew. */
export const armLive: Handler = async (services) => {
  const { current } = services;
  const desk = await current.open();
  if (isPaper(desk.profile))
    throw new Error(
      t('PAPER needs no arming: nothing on it is real. Switch to a live profile first.'),
    );
  await ask(services, t('Arm live trading on {0}?', desk.profile.name));
};

/** "Disarm Live Trading": nothing is sent from now on but what is on its way. */
export const disarmLive: Handler = ({ arming }) => arming.disarm();

/** Whether the profile may be traded on; a live one that is disarmed is asked about. */
export async function ensureArmed(services: Services): Promise<boolean> {
  const { arming, current } = services;
  const { profile } = current;
  if (isPaper(profile) || arming.allows(profile.id)) return true;
  return ask(
    services,
    t('{0} is disarmed, so nothing was sent. Arm live trading on it?', profile.name),
  );
}

/** Asks in a modal that says what it means. True where the profile is armed now. */
async function ask({ arming, current, log }: Services, question: string): Promise<boolean> {
  const { profile, place, desk } = current;
  const minutes = armedMinutes();
  const yes = minutes === 1 ? t('Arm for 1 Minute') : t('Arm for {0} Minutes', minutes);
  const detail = [
    t('Venue: {0} ({1})', place.venue, place.host),
    t('While it is armed, orders can be placed, changed and canceled there with real money.'),
    disarmsOnBlur()
      ? t(
          'It ends by itself after that time, when the profile is switched, and when you leave this window.',
        )
      : t('It ends by itself after that time, and when the profile is switched.'),
  ];
  if (!(await agree(question, detail, yes, t('Leave Disarmed')))) return false;
  if (current.desk !== desk)
    throw new Error(t('The profile was switched or its exchange ended, so it was not armed.'));
  arming.arm(profile.id, minutes * 60_000);
  log.info(`armed ${profile.name} for ${minutes} minutes`);
  return true;
}
