import * as vscode from 'vscode';
import { isPaper, type Profile } from '../desk/profile.ts';
import { placeOf, type Place } from '../platform/place.ts';
import { DeskError } from '../platform/deskError.ts';
import { explain } from '../platform/messages.ts';
import type { Credentials } from '../venues/kind.ts';
import type { Account } from '../venues/venue.ts';
import { askSecret } from './ask.ts';
import { pickProfile } from './pickProfile.ts';
import type { Handler, Services } from './services.ts';
import { tickOff } from '../platform/walkthrough.ts';

const t = vscode.l10n.t;

/** "Set API Key…": for the active profile, or for one that is picked where that is PAPER. */
export const setKey: Handler = async (services) => {
  const { active } = services.profiles;
  const profile = isPaper(active)
    ? await pickProfile(services.profiles, t('Set API Key: Profile'))
    : active;
  if (profile) await askAndKeepKey(services, profile);
};

/** "Forget API Key…": removes key and secret of one profile from the secret storage. */
export const forgetKey: Handler = async (services) => {
  const profile = await pickProfile(services.profiles, t('Forget API Key: Profile'));
  if (!profile) return;
  const yes = t('Forget Key');
  const choice = await vscode.window.showWarningMessage(
    t('Forget the API key of {0}?', profile.name),
    { modal: true, detail: t('Key and secret are removed from the secret storage.') },
    yes,
  );
  if (choice !== yes) return;
  await services.credentials.forget(profile.id);
  await services.profiles.save({ ...profile, keySetAt: undefined });
  services.notifier.tell('info', { text: t('The API key of {0} is forgotten.', profile.name) });
};

/**
 * Asks for key and secret, tries them on the account, and only then keeps them. A key that does not
 * work is not kept; what was typed can be tried again or mended until the person gives up.
 */
export async function askAndKeepKey(services: Services, profile: Profile): Promise<void> {
  const { origin } = profile;
  if (!origin) throw new Error(t('PAPER needs no key.'));
  // A key is tried at its venue, which is off here.
  if (!vscode.workspace.isTrusted)
    throw new DeskError('restricted', 'The workspace is not trusted');
  let typed = await askKey(profile, origin, undefined);
  while (typed) {
    try {
      const account = await check(services, profile, typed);
      const replaced = await keep(services, profile, typed);
      const level = account.canTrade ? 'info' : 'warning';
      services.notifier.tell(level, { text: summary(placeOf(profile, origin), account, replaced) });
      return;
    } catch (error) {
      typed = await askAfterFailure(services, profile, typed, error);
    }
  }
}

async function askKey(
  profile: Profile,
  origin: string,
  before: Credentials | undefined,
): Promise<Credentials | undefined> {
  const apiKey = await askSecret(t('{0} (1/2): API Key', profile.name), before?.apiKey);
  if (apiKey === undefined) return undefined;
  const secret = await askSecret(t('{0} (2/2): Secret', profile.name), before?.secret);
  return secret === undefined ? undefined : { apiKey, secret, origin };
}

/** The account behind a key. Its orders are read too, which shows whether the group is right. */
async function check(
  services: Services,
  profile: Profile,
  credentials: Credentials,
): Promise<Account> {
  const { host } = new URL(credentials.origin);
  const location = vscode.ProgressLocation.Notification;
  const title = t('Checking the key at {0}…', host);
  return vscode.window.withProgress({ location, title }, async () => {
    const venue = await services.current.tryOut(profile, credentials);
    try {
      const { value } = await venue.account();
      await venue.openOrders();
      return value;
    } finally {
      await venue.close();
    }
  });
}

/**
 * Noted with the profile as well, so that a key which the storage loses is told from one that never was.
 * Resolves to whether it takes the place of another key.
 */
async function keep(
  { credentials, profiles }: Services,
  { id }: Profile,
  typed: Credentials,
): Promise<boolean> {
  // It may have been edited meanwhile, in another window too.
  const profile = profiles.list().find((each) => each.id === id);
  if (!profile) throw new DeskError('profile', t('it was removed meanwhile'));
  const before = await credentials.get(id);
  await credentials.set(id, typed);
  await profiles.save({ ...profile, keySetAt: Date.now() });
  tickOff('didSetKey');
  return before !== undefined && before.apiKey !== typed.apiKey;
}

/** Says why the key was not kept; what to try next, or `undefined` where the person gave up. */
async function askAfterFailure(
  services: Services,
  profile: Profile,
  typed: Credentials,
  error: unknown,
): Promise<Credentials | undefined> {
  const place = placeOf(profile, typed.origin);
  const text = t('The key was not kept. {0}', explain(error, place).text);
  const again = t('Check Again');
  const change = t('Change Key…');
  const choice = await services.notifier.ask('error', text, again, change);
  if (choice === again) return typed;
  return choice === change ? askKey(profile, typed.origin, typed) : undefined;
}

function summary({ name, venue }: Place, account: Account, replaced: boolean): string {
  const until = account.expiresAt && new Date(account.expiresAt).toISOString().slice(0, 10);
  return [
    t('The key of {0} works and is kept in the secret storage.', name),
    replaced ? t('The one before is not used any more: delete it at {0}.', venue) : '',
    account.canTrade ? '' : t('It may not trade: orders can be seen, and not canceled.'),
    until ? t('It expires on {0}.', until) : '',
  ]
    .filter(Boolean)
    .join(' ');
}
