import * as v from 'valibot';
import { GROUPINGS, SORTINGS, USUAL, type Arrangement } from '../desk/arrangement.ts';
import { PerProfile } from './perProfile.ts';

const Stored = v.object({
  grouping: v.picklist(GROUPINGS),
  sorting: v.picklist(SORTINGS),
  reversed: v.optional(v.boolean(), false),
  text: v.string(),
  side: v.optional(v.picklist(['buy', 'sell'])),
});

/** How the rows of each profile are arranged. */
export class ArrangementStore extends PerProfile {
  /** As it was set last; the usual one where it never was, or cannot be read. */
  of(profileId: string): Arrangement {
    const read = v.safeParse(Stored, this.get(profileId));
    return read.success ? { ...USUAL, ...read.output } : USUAL;
  }

  change(profileId: string, changes: Partial<Arrangement>): Promise<void> {
    return this.set(profileId, { ...this.of(profileId), ...changes });
  }
}
