// The search for a canary key and secret in all that Order Desk keeps, writes and shows.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import type { Shown } from '../../src/commands/notifier.ts';
import type { TestApi } from '../../src/extension.ts';
import { bulkReport } from '../../src/orders/bulkReport.ts';
import type { Transcript } from '../../src/net/transcript.ts';
import { exchangeUri, orderUri, proofUri } from '../../src/platform/documentUri.ts';
import { explainVenueBy } from '../../src/platform/messages.ts';
import { explainVenue } from '../../src/platform/venueMessages.ts';
import { notices } from '../../src/views/notices.ts';

// Notices are made here too, in this bundle's own code.
explainVenueBy(explainVenue);

/** Every form in which a text could turn up. */
export function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const base64 = bytes.toString('base64');
  const forms = [text, base64, base64.replace(/=+$/, ''), bytes.toString('base64url')];
  return [...new Set([...forms, ...forms.map(encodeURIComponent), bytes.toString('hex')])];
}

/** Looks for texts, and counts the places it looked at and those where it found one, by their kind. */
export class Search {
  readonly looked = new Map<string, number>();
  readonly found = new Map<string, number>();
  readonly #needles = new Set<string>();

  /** Looks for these as well from now on. */
  add(...texts: readonly string[]): void {
    for (const form of texts.flatMap(formsOf)) this.#needles.add(form);
  }

  look(kind: string, text: string): void {
    count(this.looked, kind);
    for (const needle of this.#needles) {
      if (!text.includes(needle)) continue;
      count(this.found, kind);
      return;
    }
  }

  get places(): number {
    return [...this.looked.values()].reduce((sum, each) => sum + each, 0);
  }
}

function count(counts: Map<string, number>, kind: string): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
}

/** Gathers what came of a row of the table, and hands every place of it to a search once. */
export class Places {
  readonly #api: TestApi;
  readonly #shown: Shown[] = [];
  readonly #transcripts: Transcript[] = [];
  readonly #listening: vscode.Disposable;

  constructor(api: TestApi) {
    this.#api = api;
    this.#listening = vscode.Disposable.from(
      api.notifier.onDidShow((each) => this.#shown.push(each)),
      api.transcripts.onDidAdd((each) => this.#transcripts.push(each)),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  /** What came since the last time, and the state as it is now. Returns the transcripts among it. */
  async each(look: (kind: string, text: string) => void): Promise<readonly Transcript[]> {
    const { current, context, profiles } = this.#api;
    for (const { text, buttons } of this.#shown.splice(0)) {
      look('notification', [text, ...buttons].join());
    }
    const transcripts = this.#transcripts.splice(0);
    for (const transcript of transcripts) {
      look('transcript', everythingOf(transcript));
      for (const form of ['response', 'formatted', 'hex', 'exchange'] as const) {
        look(`${form} document`, await read(exchangeUri(form, transcript)));
      }
    }
    const { desk, error, place } = current;
    look('error', everythingOf(error));
    if (desk) {
      const { state } = desk.feed;
      look('error', everythingOf(state.error));
      look('state of the stream', everythingOf(state.stream));
      look('notice', notices(desk, { stale: true, place, interval: 1 }));
      const rows = desk.rows.groups.flatMap((group) => desk.rows.rowsIn(group));
      for (const { orderId } of rows) {
        if (desk.store.get(orderId)) look('order document', await read(orderUri(orderId)));
      }
      const orderIds = [...rows, ...transcripts.flatMap(canceled)].map(({ orderId }) => orderId);
      const reports = orderIds.flatMap((orderId) => desk.cancels.reportOf(orderId) ?? []);
      for (const { orderId, outcome } of reports) {
        look('error', everythingOf(outcome));
        look('cancel proof', await read(proofUri(orderId)));
      }
      look('cancel report', bulkReport({ what: 'some', ...place, startedAt: 0 }, reports));
    }
    for (const memento of [context.globalState, context.workspaceState]) {
      for (const key of memento.keys()) {
        look('stored state', `${key} ${JSON.stringify(memento.get(key))}`);
      }
    }
    const storage = context.globalStorageUri.fsPath;
    for (const file of existsSync(storage) ? filesBelow(storage) : [])
      // What is settled meanwhile is taken out.
      if (existsSync(file)) look('stored state', readFileSync(file, 'utf8'));
    look('profiles', JSON.stringify(profiles.list()));
    look('settings', JSON.stringify(vscode.workspace.getConfiguration()));
    look('clipboard', await vscode.env.clipboard.readText());
    return transcripts;
  }

  /** All files below VS Code's data folder, logs among them, once those hold the transcript. */
  async files(last: Transcript, look: (kind: string, text: string) => void): Promise<void> {
    const data = join(this.#api.context.logUri.fsPath, '..', '..', '..', '..');
    const logs = join(data, 'logs');
    while (
      !filesBelow(logs).some((file) => readFileSync(file, 'latin1').includes(`#${last.id} `))
    ) {
      await new Promise(setImmediate);
    }
    for (const file of filesBelow(data)) {
      look(file.startsWith(logs) ? 'log' : 'file', readFileSync(file, 'latin1'));
    }
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    for (const file of folder ? filesBelow(folder.uri.fsPath) : []) {
      look('file', readFileSync(file, 'latin1'));
    }
  }
}

/** Everything an object shows of itself, hidden properties, causes and the text of bytes included. */
export function everythingOf(value: unknown): string {
  const options = { depth: Infinity, showHidden: true, maxStringLength: null, maxArrayLength: 100 };
  const bytes: string[] = [];
  const text = JSON.stringify(value, (_key, part: unknown) => {
    if (part instanceof Uint8Array) bytes.push(Buffer.from(part).toString('latin1'));
    return part instanceof Uint8Array ? undefined : part;
  });
  return [inspect(value, options), text, ...bytes].join('\n');
}

function canceled({ action, request }: Transcript): { orderId: string }[] {
  if (action !== 'cancel-order') return [];
  const { orderId } = JSON.parse(request.body ?? '{}') as { orderId?: string };
  return orderId ? [{ orderId }] : [];
}

async function read(uri: vscode.Uri): Promise<string> {
  return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('latin1');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
