import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk.ts';
import { isPaper } from '../../desk/profile.ts';
import { placeConclusionOf } from '../../orders/placeProof.ts';
import { explain } from '../../platform/messages.ts';
import { orderText, requestText } from '../../platform/orderWords.ts';
import type { PlaceRequest } from '../../venues/placing.ts';
import { askToCancel, askToPlace, inWords, readOrders, readPositions } from './work.ts';
import { refuseClosed, sendCancel } from '../cancelOrder.ts';
import { send } from '../placeOrder.ts';
import { fieldOf } from '../row.ts';
import type { Services } from '../services.ts';
import { draftIn, termsIn } from '../terms.ts';
import { TicketFacts } from '../ticket/facts.ts';
import { whatIsWrong } from '../ticket/review.ts';

const t = vscode.l10n.t;

/** A tool for language models: what it does, and what a person is asked before. */
export interface ToolWork {
  /** Before it is run; nothing is asked for what reads, nor where Order Desk asks by itself. */
  readonly prepare: (services: Services, input: unknown) => vscode.PreparedToolInvocation;
  /** @returns plain data for the model; what it rejects with is told to it */
  readonly run: (services: Services, input: unknown) => Promise<unknown>;
}

/** Runs a tool and has its errors say what a person would read. */
export async function runTool(
  work: ToolWork,
  services: Services,
  input: unknown,
): Promise<vscode.LanguageModelToolResult> {
  const found = await inWords(() => work.run(services, input), services);
  const text = JSON.stringify(found ?? { conclusion: 'declined', because: DECLINED });
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
}

const DECLINED = 'The person said no, so nothing was sent.';

export const openOrdersTool: ToolWork = {
  prepare: ({ current }) => ({
    invocationMessage: t('Reading the open orders on {0}', current.place.venue),
  }),
  run: async ({ current }, input) => {
    const symbol = fieldOf(input, 'symbol');
    const { asOf, items } = await readOrders(await current.open());
    const orders = items.filter((order) => symbol === undefined || order.symbol === symbol);
    return { ...whereOf(current), asOf: new Date(asOf).toISOString(), orders };
  },
};

export const positionsTool: ToolWork = {
  prepare: ({ current }) => ({
    invocationMessage: t('Reading the positions on {0}', current.place.venue),
  }),
  run: async ({ current }) => {
    const { asOf, items: positions } = await readPositions(await current.open());
    return { ...whereOf(current), asOf: new Date(asOf).toISOString(), positions };
  },
};

/** On PAPER it is placed once VS Code has asked; on a live profile Order Desk's own ticket asks. */
export const placeOrderTool: ToolWork = {
  prepare: ({ current }, input) =>
    prepared(current, t('Place an order on PAPER?'), () => requestText(termsIn(input))),
  run: async (services, input) => {
    const desk = await services.current.open();
    if (!isPaper(desk.profile)) return askToPlace(services, input);
    return placeOnPaper(services, desk, termsIn(input));
  },
};

/** On PAPER it is sent once VS Code has asked; on a live profile Order Desk's own dialog asks, whatever is set. */
export const cancelOrderTool: ToolWork = {
  prepare: ({ current }, input) =>
    prepared(current, t('Cancel an order on PAPER?'), () => {
      const orderId = idIn(input);
      const order = current.desk?.store.get(orderId);
      return order ? orderText(order) : orderId;
    }),
  run: async (services, input) => {
    const desk = await services.current.open();
    const orderId = idIn(input);
    if (!isPaper(desk.profile)) return askToCancel(services, orderId);
    const order = desk.store.get(orderId);
    if (!order) throw new Error(t('This order is not on the list any more. Nothing was sent.'));
    refuseClosed(order);
    return sendCancel(services, desk, order);
  },
};

function prepared(
  { profile, place }: Services['current'],
  title: string,
  message: () => string,
): vscode.PreparedToolInvocation {
  if (!isPaper(profile)) return { invocationMessage: t('Waiting for your answer in Order Desk') };
  try {
    return { confirmationMessages: { title, message: message() } };
  } catch (error) {
    // It is told when it is run, and nothing is sent.
    return { invocationMessage: explain(error, place).text };
  }
}

async function placeOnPaper(
  services: Services,
  desk: Desk,
  request: PlaceRequest,
): Promise<object> {
  const facts = await TicketFacts.read(desk);
  try {
    await facts.renew(request.symbol);
    const known = facts.of(request.symbol);
    if (!known)
      throw new Error(t('{0} has no contract {1}. Nothing was sent.', 'PAPER', request.symbol));
    const wrong = whatIsWrong(draftIn(request), known);
    if (wrong !== undefined) throw new Error(t('{0} Nothing was sent.', wrong));
  } finally {
    facts.dispose();
  }
  return placeConclusionOf(await send(services, desk, request));
}

function whereOf({ profile, place }: Services['current']): object {
  return { profile: profile.name, venue: place.venue, live: !isPaper(profile) };
}

function idIn(input: unknown): string {
  const orderId = fieldOf(input, 'orderId');
  if (orderId === undefined || orderId.trim() === '')
    throw new Error(t('Name the order by its “orderId”. Nothing was sent.'));
  return orderId.trim();
}
