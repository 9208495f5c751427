import * as vscode from 'vscode';
import { SCHEME } from '../contributions.ts';
import { clockTime } from '../orders/age.ts';
import type { Transcript } from '../net/transcript.ts';
import type { Conclusion } from '../orders/cancelProof.ts';

/**
 * What a read-only document shows of an exchange:
 * - `response`: the body's bytes as received.
 * - `formatted`: the same tokens, laid out.
 * - `hex`: the body's bytes in hex, for those that no editor shows as text.
 * - `exchange`: status, timings, redacted request, headers.
 */
export type DocumentForm = 'response' | 'formatted' | 'hex' | 'exchange';

export type DocumentRef =
  | { readonly form: DocumentForm; readonly transcriptId: string }
  | { readonly form: 'order'; readonly orderId: string }
  | { readonly form: 'proof'; readonly orderId: string }
  | { readonly form: 'placement'; readonly orderId: string }
  | { readonly form: 'report'; readonly bulkId: string; readonly only?: Conclusion }
  | { readonly form: 'record'; readonly recordId: string }
  /** A position as the venue last sent it, and what a panic did: named by symbol, by when it began. */
  | { readonly form: 'position' | 'panic'; readonly key: string };

/** The document's address. Its last part is the tab's title: `cancel-order 14-03-22.json`. */
export function exchangeUri(form: DocumentForm, transcript: Transcript): vscode.Uri {
  const { id, action, startedAt } = transcript;
  const time = timeInName(startedAt);
  const json = looksLikeJson(transcript.response?.body);
  const ending = { response: '', formatted: ' formatted', hex: ' hex', exchange: ' exchange' }[
    form
  ];
  const type = form === 'exchange' || form === 'hex' || !json ? 'txt' : 'json';
  return uri(`/${form}/${id}/${action} ${time}${ending}.${type}`);
}

export function orderUri(orderId: string): vscode.Uri {
  return uri(`/order/${orderId}/order ${orderId}.json`);
}

/** Everything seen of an order's latest cancel. */
export function proofUri(orderId: string): vscode.Uri {
  return uri(`/proof/${orderId}/cancel proof ${orderId}.json`);
}

/** Everything seen of an order's placement. */
export function placementUri(orderId: string): vscode.Uri {
  return uri(`/placement/${orderId}/placement proof ${orderId}.json`);
}

/**
 * What became of each order of a cancel of several. `startedAt`: local Unix ms.
 * @param only one of the lists in it: the orders that came to that
 */
export function reportUri(bulkId: string, startedAt: number, only?: Conclusion): vscode.Uri {
  const [folder, name] = only ? [`/${only}`, ` ${only}`] : ['', ''];
  return uri(`/report/${bulkId}${folder}/cancel report ${timeInName(startedAt)}${name}.json`);
}

/** A record of the history, by the id of its row. */
export function recordUri(recordId: string): vscode.Uri {
  const id = encodeURIComponent(recordId);
  return uri(`/record/${id}/${recordId.replaceAll('/', '-')}.json`);
}

/** A position as it was sent last. `at`: local Unix ms, so that each opening is a document of its own. */
export function positionUri(symbol: string, at: number): vscode.Uri {
  return uri(`/position/${encodeURIComponent(symbol)}/position ${timeInName(at)}.json`);
}

/** What a panic did and what was left. `startedAt`: local Unix ms. */
export function panicUri(startedAt: number): vscode.Uri {
  return uri(`/panic/${startedAt}/panic report ${timeInName(startedAt)}.json`);
}

/** What an address made here names; `undefined` for any other. */
export function parseDocumentUri(address: vscode.Uri): DocumentRef | undefined {
  const [, form, id, ...rest] = address.path.split('/');
  if (address.scheme !== SCHEME || !id) return undefined;
  if (form === 'order' || form === 'proof' || form === 'placement') return { form, orderId: id };
  if (form === 'report')
    return { form, bulkId: id, ...(rest.length > 1 && { only: rest[0] as Conclusion }) };
  if (form === 'record') return { form, recordId: decodeURIComponent(id) };
  if (form === 'position' || form === 'panic') return { form, key: decodeURIComponent(id) };
  if (form === 'response' || form === 'formatted' || form === 'hex' || form === 'exchange')
    return { form, transcriptId: id };
  return undefined;
}

/** Opens one of the addresses above in an editor tab. */
export async function openDocument(address: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(address);
  await vscode.window.showTextDocument(document, { preview: false });
}

function timeInName(time: number): string {
  return clockTime(time).replaceAll(':', '-');
}

function uri(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path });
}

/** Whether a body starts as a JSON object or list does. Cut or sloppy JSON is JSON to look at. */
function looksLikeJson(body: Uint8Array | undefined): boolean {
  const first = body?.find((byte) => byte > 0x20);
  return first === 0x7b || first === 0x5b;
}
