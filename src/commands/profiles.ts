import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { isPaper, type Profile } from '../desk/profile.ts';
import { askOne } from './ask.ts';
import { askProfile } from './askProfile.ts';
import { askAndKeepKey } from './keys.ts';
import { pickProfile, profileChoice } from './pickProfile.ts';
import type { Handler } from './services.ts';

const t = vscode.l10n.t;

/** "Add Profile…": venue, host, name and options, then its key. */
export const addProfile: Handler = async (services) => {
  const made = await askProfile(t('Add Profile'), undefined, services.profiles.list());
  if (!made) return;
  const profile: Profile = { id: randomUUID(), ...made };
  await services.profiles.save(profile);
  // Kept even if the key is not given or does not work: what was typed so far is not lost.
  await services.profiles.activate(profile.id);
  await askAndKeepKey(services, profile);
};

/** "Switch Profile…": which profile the sidebar and every command work on, by its name where that is given. */
export const switchProfile: Handler = async ({ profiles, current, notifier }, which) => {
  const choices = profiles.list().map((profile) => profileChoice(profile, profiles.active));
  const named = profiles.list().find(({ name }) => name === which);
  if (typeof which === 'string' && !named)
    throw new Error(t('There is no profile {0}. Nothing was switched.', which));
  const profile = named ?? (await askOne(t('Switch Profile'), choices));
  if (!profile || profile.id === profiles.active.id) return;
  const left = profiles.active;
  const unsettled = current.unsettledOf(left).length;
  await profiles.activate(profile.id);
  if (unsettled === 0) return;
  const what =
    unsettled === 1
      ? t('What became of 1 order on {0} is not known yet.', left.name)
      : t('What became of {0} orders on {1} is not known yet.', unsettled, left.name);
  const how = isPaper(left)
    ? t('Order Desk no longer asks.')
    : t('Order Desk asks again once that profile is open.');
  notifier.tell('warning', { text: `${what} ${how}` });
};

/** "Edit Profile…": the same questions, answered as before. A new host needs a key of its own. */
export const editProfile: Handler = async (services) => {
  const profile = await pickProfile(services.profiles, t('Edit Profile'));
  if (!profile) return;
  const others = services.profiles.list().filter(({ id }) => id !== profile.id);
  const made = await askProfile(t('Edit {0}', profile.name), profile, others);
  if (!made) return;
  const { id, keySetAt } = profile;
  const edited: Profile = { ...made, id, keySetAt };
  await services.profiles.save(edited);
  if (made.origin !== profile.origin) await askAndKeepKey(services, edited);
};

/** "Remove Profile…": the profile and its key. */
export const removeProfile: Handler = async (services) => {
  const profile = await pickProfile(services.profiles, t('Remove Profile'));
  if (!profile) return;
  const yes = t('Remove Profile');
  const unsettled = services.current.unsettledOf(profile).length;
  const left = t('What became of {0} orders is not known yet: it is not told any more.', unsettled);
  const detail = t('Its API key is forgotten too. Its orders stay as they are.');
  const choice = await vscode.window.showWarningMessage(
    t('Remove the profile {0}?', profile.name),
    { modal: true, detail: unsettled === 0 ? detail : `${detail}\n${left}` },
    yes,
  );
  if (choice !== yes) return;
  // The key first: were it to fail, the profile is still there to try again with.
  await services.credentials.forget(profile.id);
  services.profiles.remove(profile.id);
  await services.current.forgetUnsettled(profile);
};
