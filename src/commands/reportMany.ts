import * as vscode from 'vscode';
import { Command } from '../contributions.ts';
import { leftToPlace } from '../orders/amendService.ts';
import { countCanceled, countOutcomes } from '../orders/bulkReport.ts';
import type { CancelReport } from '../orders/cancelOutcome.ts';
import type { CancelAllReport } from '../orders/cancelOutcome.ts';
import type { KnownBulk } from '../platform/bulkCancels.ts';
import type { Action } from '../platform/message.ts';
import type { Place } from '../platform/place.ts';
import { explain, explainWithPause } from '../platform/messages.ts';
import type { VenueError } from '../venues/errors.ts';
import { inARow } from '../platform/inARow.ts';
import type { Level, Notifier } from './notifier.ts';

const t = vscode.l10n.t;

/** One summary of a cancel of several orders, its report of each one click away. */
export function reportMany(
  notifier: Notifier,
  bulk: KnownBulk,
  { reports, error, transcript }: CancelAllReport,
  place: Place,
): void {
  if (reports.length > 0) {
    const more =
      transcript && !error ? ` ${t('The request took in orders not listed here, too.')}` : '';
    const message = { text: sentence(reports, place, error) + more, action: showReport(bulk) };
    return notifier.tell(levelOf(reports), message, transcript);
  }
  // No order was known: all there is to tell is what became of the request.
  if (error) {
    const why = explain(error, place);
    const text =
      error.kind === 'unknownOutcome'
        ? t('The request to cancel {0} was sent, and whether it worked is not known.', bulk.what)
        : t('Not canceled: {0}', bulk.what);
    return notifier.tell('error', { ...why, text: `${text} ${why.text}` }, transcript);
  }
  const text = t(
    '{0} has the request to cancel {1}; none was listed here.',
    place.venue,
    bulk.what,
  );
  notifier.tell('info', { text }, transcript);
}

/** The same for cancels that had been reported as unknown and are settled now. */
export function reportManyLate(
  notifier: Notifier,
  bulk: KnownBulk,
  reports: readonly CancelReport[],
  place: Place,
): void {
  const left = reports.filter(leftToPlace).length;
  const instead =
    left > 0 &&
    t('{0} of them were to be replaced; look among the orders whether they were.', left);
  const settled = t('Settled at last. {0}', sentence(reports, place));
  const text = [settled, instead].filter(Boolean).join(' ');
  notifier.tell(levelOf(reports), { text, action: showReport(bulk) });
}

function showReport({ id }: KnownBulk): Action {
  return { title: t('Show Report'), command: Command.showReport, argument: id };
}

function sentence(reports: readonly CancelReport[], place: Place, error?: VenueError): string {
  return `${summary(reports, place.venue)} ${reasons(reports, place, error)}`.trim();
}

/** How many orders came to what, in a sentence. */
function summary(reports: readonly CancelReport[], venue: string): string {
  const parts = otherOutcomes(reports);
  const canceled = countCanceled(countOutcomes(reports));
  const { length } = reports;
  if (canceled > 0)
    return t(
      '{0}.',
      inARow([t('Canceled on {0}: {1} of {2} orders', venue, canceled, length), ...parts]),
    );
  return t('None of {0} orders is known to be canceled on {1}: {2}.', length, venue, inARow(parts));
}

/** How many came to something else than a cancel, or were filled first: a phrase for each. */
export function otherOutcomes(reports: readonly CancelReport[]): readonly string[] {
  const counts = countOutcomes(reports);
  const followed = reports.filter(
    ({ outcome }) => 'followed' in outcome && outcome.followed,
  ).length;
  const left = (counts.get('unknown') ?? 0) - followed;
  return [
    ...part(counts.get('canceledAfterFill'), (n) => t('{0} of them after a fill', n)),
    ...part(counts.get('filledFirst'), (n) => t('{0} filled before the cancel', n)),
    ...part(counts.get('alreadyClosed'), (n) => t('{0} closed already', n)),
    ...part(counts.get('rejected'), (n) => t('{0} refused', n)),
    ...part(counts.get('notSent'), (n) => t('{0} not sent', n)),
    ...part(counts.get('noEffect'), (n) => t('{0} without effect', n)),
    ...part(counts.get('underWay'), (n) => t('{0} under way already', n)),
    ...part(followed || undefined, (n) => t('{0} not known yet, still being asked for', n)),
    ...part(left || undefined, (n) =>
      t('{0} not known, and not asked for until their profile is open again', n),
    ),
  ];
}

function part(count: number | undefined, words: (count: number) => string): readonly string[] {
  return count === undefined ? [] : [words(count)];
}

/** Why some failed, or the request for all did, each different reason once. */
function reasons(reports: readonly CancelReport[], place: Place, error?: VenueError): string {
  const errors = reports.flatMap(({ outcome }) =>
    'error' in outcome && outcome.error ? [outcome.error] : [],
  );
  const texts = [...errors, ...(error ? [error] : [])].map((each) => explainWithPause(each, place));
  return [...new Set(texts)].slice(0, 3).join(' ');
}

function levelOf(reports: readonly CancelReport[]): Level {
  const { size } = countOutcomes(reports);
  const kinds = new Set(reports.map(({ outcome }) => outcome.kind));
  if (size === 1 && kinds.has('canceled')) return 'info';
  const failed = (['rejected', 'notSent', 'noEffect'] as const).some((kind) => kinds.has(kind));
  return failed ? 'error' : 'warning';
}
