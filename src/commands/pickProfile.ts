import * as vscode from 'vscode';
import { isPaper, type Profile } from '../desk/profile.ts';
import type { ProfileStore } from '../platform/profiles.ts';
import { askOne } from './ask.ts';

const t = vscode.l10n.t;

/** A profile as a choice: its name, where it trades, and whether it is the active one. */
export function profileChoice(
  profile: Profile,
  active: Profile,
): vscode.QuickPickItem & { value: Profile } {
  return {
    label: profile.name,
    iconPath: new vscode.ThemeIcon(isPaper(profile) ? 'beaker' : 'flame'),
    description: profile.id === active.id ? t('active') : '',
    detail: profile.origin ?? t('The built-in paper exchange on this machine'),
    value: profile,
  };
}

/** Lets the person pick one of the profiles they made; `undefined` on Escape. */
export async function pickProfile(
  profiles: ProfileStore,
  title: string,
): Promise<Profile | undefined> {
  const own = profiles.list().filter((profile) => !isPaper(profile));
  if (own.length === 0)
    throw new Error(t('There is only PAPER, which is built in. Add a profile first.'));
  return askOne(
    title,
    own.map((profile) => profileChoice(profile, profiles.active)),
  );
}
