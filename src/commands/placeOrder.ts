import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import { leftToPlace } from '../orders/amendService.ts';
import type { PlaceReport } from '../orders/placeOutcome.ts';
import { placeConclusionOf } from '../orders/placeProof.ts';
import { requestText } from '../platform/orderWords.ts';
import type { Place } from '../platform/place.ts';
import { openDocument, placementUri } from '../platform/documentUri.ts';
import type { OrderReason, VenueErrorReason } from '../venues/errors.ts';
import type { PlaceRequest } from '../venues/placing.ts';
import { askOne } from './ask.ts';
import { placeWords, reportPlace } from './reportPlace.ts';
import { fieldOf, orderIdOf, symbolOf } from './row.ts';
import { disarmedText, mayStillSend, whileSending } from './sending.ts';
import type { Handler, Services } from './services.ts';
import { draftOf, newDraft, requestOf, type Draft } from './ticket/draft.ts';
import { TicketFacts } from './ticket/facts.ts';
import { fieldSteps } from './ticket/fields.ts';
import { optionsStep } from './ticket/options.ts';
import { reviewStep } from './ticket/review.ts';
import { runSteps } from './steps.ts';
import { draftIn, isTerms, termsIn } from './terms.ts';

const t = vscode.l10n.t;

/**
 * "Place Order…": the ticket, from the palette, the view's title, a symbol's or an order's row, or, by
 * the id of an order that was asked for before, with the terms of that one. The id of an order that was
 * canceled to be replaced stands for what is left to place. With terms that a key binding or a program names it
 * begins at its last step.
 */
export const placeOrder: Handler = async (services, which) => {
  const desk = await services.current.open();
  if (isTerms(which)) return placeTerms(services, which);
  const earlier = typeof which === 'string' ? askedBefore(desk, which) : undefined;
  const symbol = symbolOf(which) ?? symbolOfOrder(desk, which);
  const draft = earlier ? draftOf(earlier) : newDraft({ symbol });
  return fillTicket(services, desk, draft, earlier ? 'review' : symbol ? 'side' : 'symbol');
};

/** The ticket's last step with terms that were handed over. Throws where they are none. */
export async function placeTerms(services: Services, given: unknown): Promise<object | undefined> {
  const draft = draftIn(termsIn(given));
  return fillTicket(services, await services.current.open(), draft, 'review');
}

function askedBefore({ places, cancels }: Desk, orderId: string): PlaceRequest | undefined {
  const canceled = cancels.reportOf(orderId);
  return (canceled && leftToPlace(canceled)) ?? places.reportOf(orderId)?.request;
}

/**
 * Opens the ticket at a step, and again with all that was typed where the venue does not take the order.
 * @returns what is concluded of the order that was sent; `undefined` where none was
 */
export async function fillTicket(
  services: Services,
  desk: Desk,
  draft: Draft,
  from: string,
): Promise<object | undefined> {
  const { place } = services.current;
  const facts = await readFacts(desk, place);
  const { symbol } = draft;
  if (symbol !== undefined && !facts.contracts.some((each) => each.symbol === symbol)) {
    facts.dispose();
    throw new Error(t('{0} trades no contract {1} now. Nothing was sent.', place.venue, symbol));
  }
  const steps = [...fieldSteps(facts), optionsStep(facts), reviewStep(facts, place)];
  const title = t('Place Order on {0}', place.venue);
  try {
    let at = from;
    while (await runSteps(steps, draft, title, at)) {
      if (!(await mayStillSend(services, desk))) {
        [draft.refusal, at] = [disarmedText(), 'review'];
        continue;
      }
      const report = await send(services, desk, requestOf(draft));
      const { kind } = report.outcome;
      if (kind !== 'rejected' && kind !== 'notSent') return placeConclusionOf(report);
      draft.refusal = placeWords(report, place)[1].text;
      at = stepFor(report);
    }
    return undefined;
  } finally {
    facts.dispose();
  }
}

/** Asks for what a ticket goes by. Rejects with a VenueError. */
export function readFacts(desk: Desk, { venue }: Place): Thenable<TicketFacts> {
  const title = t('Asking {0} for contracts…', venue);
  const options = { location: vscode.ProgressLocation.Window, title };
  return vscode.window.withProgress(options, () => TicketFacts.read(desk));
}

/** Sends an order, waits for what becomes of it, and tells that. */
export async function send(
  services: Services,
  desk: Desk,
  request: PlaceRequest,
): Promise<PlaceReport> {
  const { place } = services.current;
  const report = await whileSending(
    services,
    t('Waiting for {0} to take {1}…', place.venue, requestText(request)),
    (signal) => desk.places.place(request, { signal }),
  );
  services.log.info(`place ${report.orderId ?? request.symbol}: ${report.outcome.kind}`);
  reportPlace(services.notifier, report, place);
  return report;
}

const STEPS: Readonly<Partial<Record<VenueErrorReason, string>>> = {
  ...({ badPrice: 'price', badTick: 'price', badQuantity: 'quantity' } satisfies Reasons),
  ...({ badNotional: 'quantity', margin: 'quantity', tooRisky: 'quantity' } satisfies Reasons),
  ...({ badTerms: 'options', notAllowed: 'options' } satisfies Reasons),
};
type Reasons = Partial<Record<OrderReason, string>>;

/** Where to change what the venue did not take; the last step has its words in any case. */
export function stepFor({ outcome, request }: PlaceReport): string {
  const reason = outcome.kind === 'rejected' ? outcome.error?.reason : undefined;
  const step = (reason && STEPS[reason]) ?? 'review';
  return step === 'price' && request.price === undefined ? 'stopPrice' : step;
}

function symbolOfOrder({ rows }: Desk, row: unknown): string | undefined {
  const orderId = fieldOf(row, 'orderId');
  return orderId === undefined ? undefined : rows.orderOf(orderId)?.symbol;
}

/** "Show Placement Proof" of a row or an order's id: all that was seen of it since it was placed. */
export const showPlacement: Handler = async ({ current }, which) => {
  const orderId = typeof which === 'string' ? which : orderIdOf(which);
  const { places } = await current.open();
  if (!places.reportOf(orderId)) throw nothingToShow();
  await openDocument(placementUri(orderId));
};

/** "Show Placement Proof…": the same of a placement that is picked. */
export const pickPlacement: Handler = async ({ current }) => {
  const { places } = await current.open();
  const choices = places.reports.flatMap((report) => {
    const { orderId, request } = report;
    const [, { text }] = placeWords(report, current.place);
    if (orderId === undefined) return [];
    return [{ label: requestText(request), detail: text, description: orderId, value: orderId }];
  });
  if (choices.length === 0) throw nothingToShow();
  const orderId = await askOne(t('Show Placement Proof'), choices);
  if (orderId !== undefined) await openDocument(placementUri(orderId));
};

/** "Stop Following Placement": the row of an order of which it is not known whether it was placed. */
export const dismissPlacement: Handler = async ({ current }, row) => {
  const { places } = await current.open();
  places.dismiss(orderIdOf(row));
};

function nothingToShow(): Error {
  return new Error(
    t(
      'There is no proof to show. Proofs are kept of the orders placed since the profile was opened in this window, until another is chosen or the window is closed.',
    ),
  );
}
