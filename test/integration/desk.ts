import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Shown } from '../../src/commands/notifier.ts';
import { Command, Setting } from '../../src/contributions.ts';
import { PAPER, type Profile } from '../../src/desk/profile.ts';
import type { TestApi } from '../../src/extension.ts';
import type { Transcript } from '../../src/net/transcript.ts';
import type { Credentials } from '../../src/venues/kind.ts';

export const EXTENSION = 'order-desk.order-desk';

/** The activated extension's parts. */
export async function activate(): Promise<TestApi> {
  const extension = vscode.extensions.getExtension<TestApi>(EXTENSION);
  assert.ok(extension, `${EXTENSION} is not installed`);
  return extension.activate();
}

/** Sets a user setting until the returned function is called. */
export async function setting(id: string, value: unknown): Promise<() => Thenable<void>> {
  const change = (to: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration().update(id, to, vscode.ConfigurationTarget.Global);
  await change(value);
  return () => change(undefined);
}

/** Cancels go out without the dialog, which the test host refuses to show. */
export const withoutDialog = (): Promise<() => Thenable<void>> =>
  setting(Setting.confirmCancel, 'never');

/** Makes a profile with a key the active one, and arms it. */
export async function useProfile(
  api: TestApi,
  credentials: Credentials,
  changes: Partial<Profile> = {},
): Promise<Profile> {
  const profile: Profile = {
    ...PAPER,
    id: randomUUID(),
    name: `Test ${randomUUID().slice(0, 8)}`,
    origin: credentials.origin,
    accountGroup: '0',
    ...changes,
  };
  await api.profiles.save(profile);
  await api.credentials.set(profile.id, credentials);
  await api.profiles.activate(profile.id);
  arm(api);
  return profile;
}

/** Arms the active profile for longer than any test takes. */
export function arm(api: TestApi): void {
  api.arming.arm(api.current.profile.id, 3_600_000);
}

/** Back to PAPER, and nothing left of the other profiles. */
export async function forgetProfiles(api: TestApi): Promise<void> {
  await api.profiles.activate(PAPER.id);
  for (const { id } of api.profiles.list().filter((profile) => profile.id !== PAPER.id)) {
    await api.credentials.forget(id);
    api.profiles.remove(id);
  }
}

/** Runs a command; the notifications it led to, in order. */
export async function told(api: TestApi, command: string, ...args: unknown[]): Promise<Shown[]> {
  const shown: Shown[] = [];
  const listening = api.notifier.onDidShow((each) => shown.push(each));
  try {
    await vscode.commands.executeCommand(command, ...args);
  } finally {
    listening.dispose();
  }
  return shown;
}

/** Runs a command that has one thing to say, and checks that it says `text`. */
export async function tells(
  api: TestApi,
  text: RegExp,
  command: string,
  ...args: unknown[]
): Promise<Shown> {
  const [only, ...more] = await told(api, command, ...args);
  assert.ok(only, `${command} said nothing`);
  assert.deepEqual(more, []);
  assert.match(only.text, text);
  return only;
}

/** The text and the address of the editor in front. */
export async function opened(command: string, ...args: unknown[]): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand(command, ...args);
  const document = vscode.window.activeTextEditor?.document;
  assert.ok(document, `${command} opened nothing`);
  return document;
}

/** Opens an exchange's answer; its document. */
export function response(transcript: Transcript): Promise<vscode.TextDocument> {
  return opened(Command.showResponse, transcript.id);
}
