import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import { clockTime } from '../orders/age.ts';
import { applyPlan } from '../orders/document/applyPlan.ts';
import { countSteps, hasErrors, isSamePlan, type DocumentPlan } from '../orders/document/facts.ts';
import { carriedOver, verdictOf } from '../orders/document/outcomes.ts';
import { inDocumentOrder, valuesOf, writeDocument } from '../orders/document/writeDocument.ts';
import { Command } from '../contributions.ts';
import { openDocument } from '../platform/documentUri.ts';
import { placeText } from '../platform/place.ts';
import { sessionUri, type OrderSession } from '../platform/orderSessions.ts';
import { latestOutcomes, planOf, workingOf } from '../platform/sessionPlan.ts';
import { outcomesText } from '../platform/stepWords.ts';
import { confirmApply } from './confirmApply.ts';
import { known } from './known.ts';
import { freshList } from './listed.ts';
import { readPositions } from './pickPosition.ts';
import { symbolOf } from './row.ts';
import { mayStillSend, refuseOtherDesk, whileSending } from './sending.ts';
import type { Handler, Services } from './services.ts';
import { FRESH_MS } from '../orders/marks.ts';

const t = vscode.l10n.t;

/**
 * "Edit Orders as Document": of all symbols, or of the one on whose row it was chosen; after a document
 * that was applied, named by its id, with what did not come to anything written into the orders again.
 */
export const editOrders: Handler = async (services, which) => {
  const { current, sessions } = services;
  const desk = await current.open();
  const earlier = typeof which === 'string' ? sessions.get(which) : undefined;
  const symbol = earlier ? earlier.symbol : symbolOf(which);
  const { placing } = desk.venue;
  const { requestLike } = placing;
  const [stale, contracts] = await Promise.all([freshList(desk), placing.terms()]);
  if (stale !== undefined) throw desk.feed.state.error ?? notListed();
  await marksOf(desk, symbol);
  const { place } = current;
  const time = clockTime(Date.now()).replaceAll(':', '-');
  const name = [place.name, symbol, t('orders'), time].filter(Boolean).join(' ');
  const what = symbol === undefined ? t('Open orders') : t('Open orders of {0}', symbol);
  const header = t(
    '{0} on {1} ({2}).\nChange a price or quantity to amend an order, delete an order to cancel it,\nadd one without an orderId to place it. Saving shows what would be done;\nnothing is sent before “Apply”.',
    ...[what, placeText(place), place.host],
  );
  const base = workingOf({ desk, symbol });
  const entries =
    earlier?.desk === desk
      ? carriedOver(base, latestOutcomes(earlier), requestLike)
      : inDocumentOrder(base).map((order) => valuesOf(order, requestLike));
  const session = sessions.add({
    ...{ desk, place, symbol, base, header, name: name.replaceAll(/[/\\]/g, '-') },
    ...{ terms: new Map(contracts.value.map((each) => [each.symbol, each])) },
    text: writeDocument(entries, header),
  });
  await openDocument(sessionUri(session, 'orders'));
};

/** "Apply" of a document of orders, by its address or in the editor in front. Each is applied once. */
export const applyOrders: Handler = async (services, which) => {
  const { current, sessions, notifier, log } = services;
  const address =
    which instanceof vscode.Uri ? which : vscode.window.activeTextEditor?.document.uri;
  const session = address && sessions.at(address)?.session;
  if (!session)
    throw new Error(t('Open a document of orders first: “Order Desk: Edit Orders as Document”.'));
  refuseApplied(session);
  refuseOtherDesk(services, session.desk);
  const text = await savedText(session);
  const reduces = text.includes('reduceOnly');
  const [stale] = await Promise.all([
    freshList(session.desk),
    reduces ? readPositions(session.desk) : undefined,
  ]);
  if (stale !== undefined) throw session.desk.feed.state.error ?? notListed();
  const plan = applicable(session, text);
  if (!(await confirmApply(session, plan))) return;
  refuseApplied(session);
  if (!(await mayStillSend(services, session.desk))) return;
  if ((await savedText(session)) !== text || !isSamePlan(plan, applicable(session, text)))
    throw new Error(
      t(
        'The orders or the document changed while you were asked, so nothing was sent. Look at the changes again, then apply them.',
      ),
    );
  sessions.change(session, { state: 'applying', appliedAt: Date.now() });
  const told = (outcomes: OrderSession['outcomes']): void => sessions.change(session, { outcomes });
  let outcomes: OrderSession['outcomes'];
  try {
    outcomes = await apply(services, session, plan, told);
  } finally {
    sessions.change(session, { state: 'applied' });
  }
  const words = outcomesText(outcomes);
  log.info(`document of orders applied: ${words}`);
  const all = outcomes.every((each) => verdictOf(each) === 'done');
  const action = { title: t('Show Report'), command: Command.showApplied, argument: session.id };
  const anew = { title: t('Edit Orders Anew'), command: Command.editOrders, argument: session.id };
  const message = { text: t('Applied on {0}: {1}.', current.place.venue, words), action };
  notifier.tell(all ? 'info' : 'warning', all ? message : { ...message, also: anew });
};

/** `told` is called with what is known so far, after each step. */
function apply(
  services: Services,
  { desk, place }: OrderSession,
  plan: DocumentPlan,
  told: (outcomes: OrderSession['outcomes']) => void,
): Promise<OrderSession['outcomes']> {
  const title = t('Applying the document on {0}', place.venue);
  return whileSending(services, title, (signal, report) => {
    const total = countSteps(plan);
    const outcomes: OrderSession['outcomes'][number][] = [];
    return applyPlan(desk, plan, signal, (outcome) => {
      outcomes.push(outcome);
      told([...outcomes]);
      report(t('{0} of {1}', outcomes.length, total));
    });
  });
}

/** "Show Report" of a document that was applied. */
export const showApplied: Handler = async ({ sessions }, id) => {
  const session = typeof id === 'string' ? sessions.get(id) : undefined;
  if (!session) throw new Error(t('That report is no longer kept.'));
  await openDocument(sessionUri(session, 'report'));
};

/** What the editor shows is what is applied: it is saved first. */
async function savedText(session: OrderSession): Promise<string> {
  const uri = sessionUri(session, 'orders').toString();
  const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri);
  session.savedByApply = true;
  try {
    if (open?.isDirty) await open.save();
  } finally {
    session.savedByApply = false;
  }
  return open?.getText() ?? session.text;
}

function applicable(session: OrderSession, text: string): DocumentPlan {
  const plan = planOf(session, text);
  if (hasErrors(plan))
    throw new Error(
      t('The document has errors, so nothing was sent. The Problems view lists them.'),
    );
  if (countSteps(plan) > 0) return plan;
  throw new Error(t('The document changes nothing, so nothing was sent.'));
}

function refuseApplied({ state, place }: OrderSession): void {
  if (state === 'open') return;
  throw new Error(
    t(
      'This document was applied on {0} already, and is not applied twice. Choose “Edit Orders Anew” above it to go on.',
      place.venue,
    ),
  );
}

/** Prices are asked for by the way: without them only what crosses the mark is not told. */
async function marksOf(desk: Desk, symbol: string | undefined): Promise<void> {
  const symbols = symbol === undefined ? desk.store.symbols : [symbol];
  await known(desk.marks.renew(symbols, FRESH_MS));
}

function notListed(): Error {
  return new Error(
    t(
      'The open orders were not listed in time, so what they are now is not known. Nothing was sent. Refresh, then try again.',
    ),
  );
}
