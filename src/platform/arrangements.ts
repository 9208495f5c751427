import * as v from 'valibot';
import type { Memento } from 'vscode';
import { GROUPINGS, SORTINGS, USUAL, type Arrangement } from '../desk/arrangement.ts';
import { PerProfile } from './perProfile.ts';

const Stored = v.object({
  grouping: v.picklist(GROUPINGS),
  sorting: v.picklist(SORTINGS),
  text: v.string(),
  side: v.optional(v.picklist(['buy', 'sell'])),
});

/** How the rows of each profile are arranged. */
export class ArrangementStore extends PerProfile<Arrangement> {
  constructor(memento: Memento) {
    super(memento, 'arrangement ', (stored) => {
      const read = v.safeParse(Stored, stored);
      return read.success ? { ...USUAL, ...read.output } : USUAL;
    });
  }
}
