import * as v from 'valibot';
import { PAST_STATUSES, UNFILTERED, type HistoryFilter } from '../desk/historyFilter.ts';
import type { PerProfile } from './perProfile.ts';

const Stored = v.object({
  symbol: v.optional(v.string()),
  side: v.optional(v.picklist(['buy', 'sell'])),
  status: v.optional(v.picklist(PAST_STATUSES)),
  text: v.string(),
});

/** The filter of a profile's history as it was set last; none where it never was, or cannot be read. */
export function historyFilterOf(filters: PerProfile, profileId: string): HistoryFilter {
  const read = v.safeParse(Stored, filters.get(profileId));
  return read.success ? { ...UNFILTERED, ...read.output } : UNFILTERED;
}
