import PQueue from 'p-queue';
import { amend, changedRequest, type AmendReport, type AmendTools } from '../amendService.ts';
import type { CancelReport } from '../cancelOutcome.ts';
import type { PlaceReport } from '../placeOutcome.ts';
import type { Order } from '../../venues/venue.ts';
import type { DocumentPlan, PlannedAmend, PlannedPlace } from './facts.ts';

/** Amends that are under way at once. */
const PARALLEL = 4;

/**
 * What became of a step of the document. `held`: not sent, since a cancel of the same symbol before it
 * did not simply work: the order filled, or may still be open. `stopped`: not sent, as asked, by a request to cancel everything too. `cannotAmend`:
 * not sent, since a replacement could not have all of the order's terms.
 */
export type StepOutcome =
  | { readonly step: 'cancel'; readonly order: Order; readonly report: CancelReport }
  | {
      readonly step: 'amend';
      readonly planned: PlannedAmend;
      readonly report: AmendReport | 'held' | 'stopped' | 'cannotAmend';
    }
  | {
      readonly step: 'place';
      readonly planned: PlannedPlace;
      readonly report: PlaceReport | 'held' | 'stopped';
    };

/**
 * Applies a plan, each step once: all cancels first, then the amends, then the new orders. What comes
 * after a cancel of the same symbol that did not work, or that fills came before, is held back: whoever
 * wrote it counted on the cancel. Once the signal aborts, or all orders are asked to be canceled, nothing
 * more is sent; what was sent is followed.
 *
 * @param onOutcome is told of each step as soon as something is known of it
 */
export async function applyPlan(
  tools: AmendTools,
  plan: DocumentPlan,
  signal: AbortSignal,
  onOutcome: (outcome: StepOutcome) => void,
): Promise<readonly StepOutcome[]> {
  const outcomes: StepOutcome[] = [];
  const tell = (outcome: StepOutcome): void => {
    outcomes.push(outcome);
    onOutcome(outcome);
  };
  const symbols = [
    ...plan.amends.map(({ order }) => order),
    ...plan.places.map(({ request }) => request),
  ].map(({ symbol }) => symbol);
  const unswept = new Map(symbols.map((each) => [each, tools.cancels.sweeps.noneSince(each)]));
  const reports = await tools.cancels.cancelMany(plan.cancels, { signal });
  const canceled = new Map(plan.cancels.map((order) => [order.orderId, order]));
  for (const report of reports) {
    const order = canceled.get(report.orderId);
    if (order) tell({ step: 'cancel', order, report });
  }
  const open = reports.filter(({ outcome }) => outcome.kind !== 'canceled');
  const doubtful = new Set(open.map(({ symbol }) => symbol));
  const unsent = (symbol: string): 'held' | 'stopped' | undefined => {
    if (signal.aborted || unswept.get(symbol)?.() === false) return 'stopped';
    return doubtful.has(symbol) ? 'held' : undefined;
  };
  const queue = new PQueue({ concurrency: PARALLEL });
  await queue.addAll(
    plan.amends.map((planned) => async () => {
      const { order, change } = planned;
      const wanted = changedRequest(tools.venue, order, change);
      const report =
        unsent(order.symbol) ??
        (wanted ? await amend(tools, order, wanted, { signal }) : 'cannotAmend');
      tell({ step: 'amend', planned, report });
    }),
  );
  // What is held back by now stays so: whether a cancel worked is known.
  const places = plan.places.filter((planned) => {
    const report = unsent(planned.request.symbol);
    if (report) tell({ step: 'place', planned, report });
    return report === undefined;
  });
  const reported = tools.places.placeMany(
    places.map(({ request }) => request),
    { signal, isWanted: ({ symbol }) => unsent(symbol) === undefined },
  );
  await Promise.all(
    places.map(async (planned, at) => {
      const report = await reported[at];
      if (report) tell({ step: 'place', planned, report });
    }),
  );
  return outcomes;
}
