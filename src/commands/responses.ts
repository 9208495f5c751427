import * as vscode from 'vscode';
import { isBinary } from '../net/hexText.ts';
import type { Transcript } from '../net/transcript.ts';
import {
  exchangeUri,
  openDocument,
  orderUri,
  parseDocumentUri,
  type DocumentForm,
} from '../platform/documentUri.ts';
import { fieldOf, orderIdOf } from './row.ts';
import type { Handler, Services } from './services.ts';

const t = vscode.l10n.t;

/** What Order Desk asks by itself, over and over. */
const ROUTINE: ReadonlySet<string> = new Set([
  ...['open-orders', 'order-status', 'position', 'free-margin', 'contracts', 'pricing'],
  ...['exchange-info', 'account-info', 'stream', 'ticker', 'collateral'],
]);

/**
 * "Show Last Response": the active venue's newest answer to something a person did; before there is
 * one, its newest of all.
 */
export const showLastResponse: Handler = async ({ current, transcripts }) => {
  const { host } = current.place;
  const here = transcripts.list().filter(({ request }) => new URL(request.url).host === host);
  const latest = here.find(({ action }) => !ROUTINE.has(action)) ?? here[0];
  if (!latest) throw new Error(t('There is no response yet. Refresh the open orders first.'));
  await open(latest, 'response');
};

/** "Show Open Orders Response": the answer that the sidebar shows. */
export const showOpenOrdersResponse: Handler = async ({ current, transcripts }) => {
  const { feed } = await current.open();
  if (!feed.state.transcriptId) await feed.refresh();
  const { transcriptId, error } = feed.state;
  const transcript = transcriptId ? transcripts.get(transcriptId) : undefined;
  if (transcript) return open(transcript, 'response');
  throw error ?? new Error(t('That response is no longer kept. Refresh the open orders first.'));
};

/** "Show Raw JSON" of a row or an order's id: the order as the venue last sent it. */
export const showOrder: Handler = async (_services, which) => {
  await openDocument(
    orderUri(typeof which === 'string' && which !== '' ? which : orderIdOf(which)),
  );
};

/** An exchange's answer, named by its transcript's id or by one of its documents. */
export const showResponse: Handler = async (services, which) => {
  await open(transcriptFor(services, which), 'response');
};

/** "Format": the same tokens laid out over lines, in a document of its own. */
export const formatResponse: Handler = async (services, which) => {
  await open(transcriptFor(services, which), 'formatted');
};

/** "Show Exchange": status, timings, redacted request, headers. */
export const showExchange: Handler = async (services, which) => {
  await open(transcriptFor(services, which), 'exchange');
};

/** By id from a notification, by a row, by address from an editor's title, else by the active editor. */
function transcriptFor({ transcripts }: Services, which: unknown): Transcript {
  const address =
    which instanceof vscode.Uri ? which : vscode.window.activeTextEditor?.document.uri;
  const ref = address && parseDocumentUri(address);
  const named = typeof which === 'string' ? which : fieldOf(which, 'transcriptId');
  const id = named ?? (ref && 'transcriptId' in ref && ref.transcriptId);
  const transcript = id ? transcripts.get(id) : undefined;
  if (transcript) return transcript;
  throw new Error(
    id
      ? t('That response is no longer kept.')
      : t('Open a response first, for example with “Order Desk: Show Last Response”.'),
  );
}

/**
 * A request that was never answered has no response: its exchange says why. Bytes that VS Code would
 * refuse to open as text open in hex.
 */
async function open(transcript: Transcript, form: DocumentForm): Promise<void> {
  const { response } = transcript;
  const shown = form === 'response' && response && isBinary(response.body) ? 'hex' : form;
  await openDocument(exchangeUri(response ? shown : 'exchange', transcript));
}
