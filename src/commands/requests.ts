import * as vscode from 'vscode';
import { isBinary } from '../net/hexText.ts';
import { harText } from '../net/har.ts';
import type { Transcript } from '../net/transcript.ts';
import { exchangeUri } from '../platform/documentUri.ts';
import { rowTime } from '../platform/localTime.ts';
import { curlOf } from '../venues/factories.ts';
import { askText } from './ask.ts';
import { askFile, writeText } from './files.ts';
import { pickRequest } from './pickRequest.ts';
import { fieldOf } from './row.ts';
import type { Handler, Services } from './services.ts';

const t = vscode.l10n.t;
const NO_BYTES = new Uint8Array();

/** "Filter Requests…": by words. */
export const filterRequests: Handler = async ({ requestFilter }) => {
  const prompt = t(
    'Words that a request must have: method, path, what it is for, status or profile',
  );
  const words = await askText(t('Filter Requests'), prompt, requestFilter.words, () => undefined);
  if (words !== undefined) requestFilter.words = words.trim();
};

/** "Clear Request Filter" */
export const clearRequestFilter: Handler = ({ requestFilter }) => {
  requestFilter.words = '';
};

/** "Show More" of the requests. */
export const moreRequests: Handler = ({ requestFilter }) => requestFilter.askForMore();

/** "Clear Requests": forgets them and their answers. Documents of them that are open say so. */
export const clearRequests: Handler = ({ transcripts }) => transcripts.clear();

/** "Compare Responses": of the two rows that are selected, or of two that are picked, the earlier one on the left. */
export const compareResponses: Handler = async (services, row, rows) => {
  if (row === undefined) return comparePicked(services);
  const chosen = Array.isArray(rows) && rows.length > 0 ? (rows as readonly unknown[]) : [row];
  const ids = new Set(chosen.flatMap((each) => fieldOf(each, 'transcriptId') ?? []));
  if (ids.size !== 2)
    throw new Error(t('Select two requests in the Requests view: their responses are compared.'));
  await compare([...ids].map((id) => keptIn(services, id)));
};

async function comparePicked(services: Services): Promise<void> {
  const one = await pickRequest(services, t('Compare Responses (1/2)'));
  if (!one) return;
  const other = await pickRequest(
    services,
    t('Compare Responses (2/2)'),
    ({ id }) => id !== one.id,
  );
  if (other) await compare([one, other]);
}

/** "Compare Open Orders Responses": the latest answer with the latest before it that says anything else. */
export const compareOpenOrders: Handler = async ({ current, transcripts }) => {
  const { host } = current.place;
  const answers = transcripts.list().filter(({ action, request, response }) => {
    return action === 'open-orders' && response && new URL(request.url).host === host;
  });
  const [latest, ...earlier] = answers;
  const other = earlier.find((each) => !sameBody(each, latest));
  if (!latest || !other)
    throw new Error(
      t('Of the open orders there are {0} lists, and none that differs.', answers.length),
    );
  await compare([other, latest]);
};

/** "Copy as cURL": as a script that signs, with placeholders for key and secret. */
export const copyAsCurl: Handler = async (services, row) => {
  const { transcripts, profiles, notifier } = services;
  const id = fieldOf(row, 'transcriptId');
  const transcript =
    id === undefined ? await pickRequest(services, t('Copy as cURL')) : keptIn(services, id);
  if (!transcript) return;
  const senderId = transcripts.senderOf(transcript.id);
  const sender = profiles.list().find((profile) => profile.id === senderId);
  const script = curlOf(sender?.venue, transcript, sender?.keyEncoding ?? 'utf8');
  if (script === undefined)
    throw new Error(t('This request opened a stream, which curl does not send.'));
  await vscode.env.clipboard.writeText(script);
  notifier.tell('info', {
    text: t('Copied as a script for curl. Key and secret are not in it: fill them in there.'),
  });
};

/** "Export Requests as HAR…": all that are kept, redacted. */
export const exportRequests: Handler = async ({ transcripts, notifier, version }) => {
  const kept = transcripts.list();
  if (kept.length === 0) throw new Error(t('No request is kept, so there is none to export.'));
  const creator = { name: 'Order Desk', version };
  const file = await askFile(t('Export Requests as HAR'), 'requests', 'har');
  if (!file) return;
  await writeText(file, harText(kept, creator));
  const words = t(
    'Exported {0} requests to {1}. Keys and signatures are redacted; your orders are in it.',
    kept.length,
    file.path.split('/').at(-1) ?? '',
  );
  notifier.tell('info', { text: words });
};

function sameBody(a: Transcript, b: Transcript | undefined): boolean {
  return Buffer.compare(a.response?.body ?? NO_BYTES, b?.response?.body ?? NO_BYTES) === 0;
}

/** In lines, where they are JSON: on one long line nothing could be told apart. */
async function compare(answers: readonly Transcript[]): Promise<void> {
  const [left, right] = answers.toSorted((a, b) => a.startedAt - b.startedAt);
  if (!left || !right) return;
  const uri = (each: Transcript): vscode.Uri => {
    if (!each.response) return exchangeUri('exchange', each);
    return exchangeUri(isBinary(each.response.body) ? 'hex' : 'formatted', each);
  };
  const time = ({ startedAt }: Transcript): string => rowTime(startedAt, Date.now());
  const what = left.action === right.action ? left.action : `${left.action} ↔ ${right.action}`;
  const title = `${what} ${time(left)} ↔ ${time(right)}`;
  await vscode.commands.executeCommand('vscode.diff', uri(left), uri(right), title);
}

function keptIn({ transcripts }: Services, id: string): Transcript {
  const transcript = transcripts.get(id);
  if (!transcript) throw new Error(t('That response is no longer kept.'));
  return transcript;
}
