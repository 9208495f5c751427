// The prompts of a profile and its key, answered in order as a person would.
import type { Workbench } from './support/index.ts';

/** What is answered at the prompts of "Add Profile…". */
export interface ProfileAnswers {
  /** An address on this machine, or {@link VENUE}. */
  readonly origin: string;
  readonly name: string;
  readonly group?: string;
  readonly apiKey: string;
  readonly secret: string;
}

export type Key = Pick<ProfileAnswers, 'apiKey' | 'secret'>;

/** The venue's own host, which is picked by its name. */
export const VENUE = 'https://ascendex.com';

/** The prompts in turn, each by words that only it has, and whether its answer is typed. */
const PROMPTS: readonly (readonly [
  RegExp,
  'type' | 'pick',
  (answers: ProfileAnswers) => string,
])[] = [
  [/\(1\/6\): Venue/, 'pick', () => 'AscendEX Futures'],
  [
    /\(2\/6\): Host[^]*This machine…/,
    'pick',
    ({ origin }) => (origin === VENUE ? 'ascendex.com' : 'This machine…'),
  ],
  [/\(2\/6\): Host[^]*Its address/, 'type', ({ origin }) => origin],
  [/\(3\/6\): Name/, 'type', ({ name }) => name],
  [/\(4\/6\): Account Group/, 'type', ({ group }) => group ?? ''],
  [/\(5\/6\): Key Encoding/, 'pick', () => 'Text'],
  [/\(6\/6\): Cancel Method/, 'pick', () => 'DELETE'],
  [/\(1\/2\): API Key/, 'type', ({ apiKey }) => apiKey],
  [/\(2\/2\): Secret/, 'type', ({ secret }) => secret],
];

/** Which prompt is which; the key's come after those of the profile itself. */
export const PROMPT = { address: 2, name: 3, group: 4, key: 7, secret: 8, end: 9 } as const;

/** Answers the prompts from the one numbered `from` on, and waits for the one numbered `to`. */
export async function answerPrompts(
  { quickInput }: Workbench,
  answers: ProfileAnswers,
  to: number = PROMPT.end,
  from = 0,
): Promise<void> {
  for (const [prompt, how, answer] of PROMPTS.slice(from, to)) {
    if (answers.origin === VENUE && prompt === PROMPTS[PROMPT.address]?.[0]) continue;
    await quickInput.says(prompt);
    if (how === 'pick') await quickInput.pick(answer(answers));
    else await quickInput.submit(answer(answers));
  }
  const next = PROMPTS[to];
  if (next) await quickInput.says(next[0]);
}

/** Adds a profile whose key works, waits until it is kept, and arms it. */
export async function addProfile(workbench: Workbench, answers: ProfileAnswers): Promise<void> {
  await workbench.runCommand('Order Desk: Add Profile…');
  await answerPrompts(workbench, answers);
  await workbench.notifications.text(`The key of ${answers.name} works and is kept`);
  await armLive(workbench);
}

/** Arms the live profile that is active, for longer than any test takes. */
export async function armLive(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Order Desk: Arm Live Trading…');
  await workbench.dialog.text(/Arm live trading on/);
  await workbench.dialog.press('Arm for 15 Minutes');
  await workbench.statusBarItem(/Armed: 15 min/).waitFor();
}

/** Edits a profile: what `prompt` asks is answered anew, the rest as it is offered. */
export async function editProfile(
  workbench: Workbench,
  name: string,
  prompt: number,
  answer: string,
): Promise<void> {
  const { quickInput, page } = workbench;
  await workbench.runCommand('Order Desk: Edit Profile…');
  await quickInput.pick(name);
  for (const [i, [words]] of PROMPTS.slice(0, PROMPT.key).entries()) {
    await quickInput.says(words);
    if (i === prompt) await quickInput.fill(answer);
    await page.keyboard.press('Enter');
  }
}

/** Removes a profile, after which PAPER is the active one. */
export async function removeProfile(workbench: Workbench, name: string): Promise<void> {
  await workbench.runCommand('Order Desk: Remove Profile…');
  await workbench.quickInput.pick(name);
  await workbench.dialog.text(`Remove the profile ${name}?`);
  await workbench.dialog.press('Remove Profile');
  await workbench.statusBarItem('PAPER').waitFor();
}
