import * as vscode from 'vscode';
import { isPaper, type Profile } from '../desk/profile.ts';
import type { Place } from '../platform/place.ts';

const t = vscode.l10n.t;

/** What a question says first: that it is about a live profile, and where what is agreed to goes. */
export function whereLines(profile: Profile, { venue, host }: Place): readonly string[] {
  return [
    ...(isPaper(profile) ? [] : [t('LIVE profile: {0}', profile.name)]),
    t('Venue: {0} ({1})', venue, host),
  ];
}
