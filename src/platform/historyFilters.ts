import * as v from 'valibot';
import type { Memento } from 'vscode';
import { PAST_STATUSES, UNFILTERED, type HistoryFilter } from '../desk/historyFilter.ts';
import { PerProfile } from './perProfile.ts';

const Stored = v.object({
  symbol: v.optional(v.string()),
  side: v.optional(v.picklist(['buy', 'sell'])),
  status: v.optional(v.picklist(PAST_STATUSES)),
  text: v.string(),
});

/** Which rows of the history each profile shows. */
export class HistoryFilters extends PerProfile<HistoryFilter> {
  constructor(memento: Memento) {
    super(memento, 'history filter ', (stored) => {
      const read = v.safeParse(Stored, stored);
      return read.success ? { ...UNFILTERED, ...read.output } : UNFILTERED;
    });
  }
}
