import * as vscode from 'vscode';
import type { CancelOutcome } from '../orders/cancelOutcome.ts';
import { nameOf, type Conclusion } from '../orders/cancelProof.ts';
import type { KnownBulk } from '../platform/bulkCancels.ts';
import { openDocument, parseDocumentUri, reportUri } from '../platform/documentUri.ts';
import { inARow } from '../platform/inARow.ts';
import { rowTime } from '../platform/localTime.ts';
import { countText } from '../platform/orderWords.ts';
import { outcomeText } from '../platform/outcomeWords.ts';
import { askOne } from './ask.ts';
import type { Handler, Services } from './services.ts';

const t = vscode.l10n.t;

/**
 * "Show Cancel Report…": what became of each order of a cancel of several, which is named by its id, by a document
 * of it, or picked; where the orders came to different things, one of these lists or all.
 */
export const showReport: Handler = async (services, which) => {
  const bulk = await bulkFor(services, which);
  const list = bulk && (await pickList(bulk));
  if (list) await openDocument(reportUri(bulk.id, bulk.startedAt, list.only));
};

async function bulkFor({ bulks }: Services, which: unknown): Promise<KnownBulk | undefined> {
  const ref = which instanceof vscode.Uri ? parseDocumentUri(which) : undefined;
  const id = ref?.form === 'report' ? ref.bulkId : which;
  if (typeof id !== 'string')
    return pickBulk(bulks.list().filter(({ orderIds }) => orderIds.size > 0));
  const bulk = bulks.get(id);
  if (!bulk) throw new Error(t('That report is no longer kept.'));
  return bulk;
}

async function pickBulk(bulks: readonly KnownBulk[]): Promise<KnownBulk | undefined> {
  const [only, more] = bulks;
  if (!only)
    throw new Error(
      t('There is no report to show. Reports are kept of cancels of several orders at once.'),
    );
  if (!more) return only;
  const choices = bulks.map((bulk) => ({
    ...{ label: bulk.what, description: rowTime(bulk.startedAt, Date.now()) },
    ...{ detail: inARow([bulk.venue, countText(bulk.orderIds.size)]), value: bulk },
  }));
  return askOne(t('Show Cancel Report'), choices);
}

/** `only` is missing for all of them; `undefined` on Escape. */
async function pickList(bulk: KnownBulk): Promise<{ only?: Conclusion } | undefined> {
  const reports = bulk.reports();
  const lists = [...Map.groupBy(reports, ({ outcome }) => nameOf(outcome))];
  if (lists.length < 2) return {};
  const all = { label: t('All'), description: countText(reports.length), value: {} };
  const choices = lists.map(([only, [first, ...others]]) => ({
    label: first ? listName(first.outcome) : only,
    description: countText(1 + others.length),
    value: { only },
  }));
  return askOne(t('Show Report of {0}', bulk.what), [all, ...choices]);
}

/** The venue may have acknowledged some of those that are not known. */
function listName(outcome: CancelOutcome): string {
  return outcome.kind === 'unknown' ? t('Not known') : outcomeText(outcome);
}
