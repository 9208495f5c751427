import * as vscode from 'vscode';
import type { Profile } from '../desk/profile.ts';
import type { HostStanding, VenueKind } from '../venues/kind.ts';
import { allowedOrigin, venueKind, venueKinds } from '../venues/registry.ts';
import { askOne, askText } from './ask.ts';

const t = vscode.l10n.t;

/**
 * Asks for everything a profile holds, in six steps, starting from `before` where there is one;
 * `undefined` as soon as the person presses Escape. `others` are the profiles whose names are taken.
 */
export async function askProfile(
  title: string,
  before: Profile | undefined,
  others: readonly Profile[],
): Promise<Omit<Profile, 'id'> | undefined> {
  const step = (n: number, what: string): string => `${title} (${n}/6): ${what}`;

  const venue = await askOne(
    step(1, t('Venue')),
    first(
      venueKinds.map(({ id, name }) => ({ label: name, value: id })),
      before?.venue,
    ),
  );
  const kind = venue === undefined ? undefined : venueKind(venue);
  if (!kind) return undefined;

  const origin = await askOrigin(step(2, t('Host')), kind, before?.origin);
  if (origin === undefined) return undefined;

  const name = await askText(
    step(3, t('Name')),
    t('Shown in the status bar while the profile is active'),
    before?.name ?? '',
    (text) => checkName(text, others),
  );
  if (name === undefined) return undefined;

  const group = await askText(
    step(4, t('Account Group')),
    t('A small number. Leave it empty to have it found through the key.'),
    before?.accountGroup ?? '',
    checkGroup,
  );
  if (group === undefined) return undefined;

  const keyEncoding = await askOne(
    step(5, t('Key Encoding')),
    first(
      [
        {
          label: t('Text'),
          detail: t('The secret’s characters are the signing key. The usual way.'),
          value: 'utf8' as const,
        },
        {
          label: t('Base64'),
          detail: t('The secret is base64 text and is decoded first.'),
          value: 'base64' as const,
        },
      ].filter(({ value }) => kind.keyEncodings.includes(value)),
      before?.keyEncoding,
    ),
  );
  if (keyEncoding === undefined) return undefined;

  const cancelMethod = await askOne(
    step(6, t('Cancel Method')),
    first(
      kind.cancelMethods.map((method, i) => ({
        label: method,
        ...(i === 0 ? { detail: t('The usual way') } : {}),
        value: method,
      })),
      before?.cancelMethod,
    ),
  );
  if (cancelMethod === undefined) return undefined;

  const accountGroup = group.trim() || undefined;
  return { name: name.trim(), venue: kind.id, origin, accountGroup, keyEncoding, cancelMethod };
}

async function askOrigin(
  title: string,
  kind: VenueKind,
  before: string | undefined,
): Promise<string | undefined> {
  const hosts = kind.hosts.map(({ origin, label, standing }) => ({
    label,
    ...(standing ? { description: standingText(standing) } : {}),
    value: origin,
  }));
  const local = {
    label: t('This machine…'),
    description: t('a paper exchange you run yourself'),
    value: '',
  };
  const isLocal = before !== undefined && !hosts.some(({ value }) => value === before);
  const choice = await askOne(title, first([...hosts, local], isLocal ? '' : before));
  if (choice !== '') return choice;
  const typed = await askText(
    title,
    t('Its address, for example http://127.0.0.1:4000'),
    isLocal ? before : 'http://127.0.0.1:',
    (text) =>
      allowedOrigin(kind, text.trim())
        ? undefined
        : t('Only an address on this machine: http://127.0.0.1: and a port number.'),
  );
  return typed === undefined ? undefined : allowedOrigin(kind, typed.trim());
}

function standingText(standing: HostStanding): string {
  return standing === 'closed'
    ? t('The exchange closed in July 2026; nobody answers here any more.')
    : t('Test net');
}

/** What is wrong with a profile's name, or `undefined`. */
export function checkName(text: string, others: readonly Profile[]): string | undefined {
  const name = text.trim();
  if (name === '') return t('Type a name, or press Escape to stop.');
  if (name.length > 40) return t('At most 40 characters, so that it fits the status bar.');
  const taken = others.some((other) => other.name.toLowerCase() === name.toLowerCase());
  return taken ? t('There is a profile of this name already. Choose another.') : undefined;
}

/** What is wrong with an account group, or `undefined`. Empty is right: it is then found. */
export function checkGroup(text: string): string | undefined {
  return /^\d{0,4}$/.test(text.trim())
    ? undefined
    : t('A group is a number such as 0 or 7. Leave it empty to have it found.');
}

/** The choices with the present value in front, where Enter picks it. */
function first<T extends { readonly value: unknown }>(choices: readonly T[], value: unknown): T[] {
  return [...choices].sort((a, b) => Number(b.value === value) - Number(a.value === value));
}
