import { join } from 'node:path';
import * as vscode from 'vscode';
import type { OrderDeskApi } from './api.ts';
import { makeApi } from './commands/programs/api.ts';
import { registerCommands } from './commands/index.ts';
import { LateReports } from './commands/lateReports.ts';
import { Notifier } from './commands/notifier.ts';
import { registerTools } from './commands/programs/registerTools.ts';
import { systemClock } from './common/clock.ts';
import { View } from './contributions.ts';
import { Arming } from './desk/arming.ts';
import { Redactor } from './net/redact.ts';
import { TranscriptLog } from './net/transcriptLog.ts';
import { ArrangementStore } from './platform/arrangements.ts';
import { BulkCancels } from './platform/bulkCancels.ts';
import { CredentialStore } from './platform/credentials.ts';
import { fileJournals } from './platform/fileJournal.ts';
import { FileStore } from './platform/fileStore.ts';
import { CurrentDesk } from './platform/currentDesk.ts';
import { LiveSafety } from './platform/liveSafety.ts';
import { logTranscript, withoutSecrets } from './platform/log.ts';
import { showLog } from './platform/messages.ts';
import { OrderSessions } from './platform/orderSessions.ts';
import { PaperHost } from './platform/paperHost.ts';
import { PerProfile } from './platform/perProfile.ts';
import { RequestFilter } from './platform/requestFilter.ts';
import { ProfileStore } from './platform/profiles.ts';
import { paperArguments } from './platform/settings.ts';
import type { HistoryTreeRow } from './views/historyTree.ts';
import { LateTree, type TreeSeat } from './views/lateTree.ts';
import { OrderDocuments } from './views/orderDocuments.ts';
import { OrdersTree } from './views/ordersTree.ts';
import { OrdersView } from './views/ordersView.ts';
import type { PositionRow } from './views/positionRows.ts';
import type { RequestRow } from './views/requestsTree.ts';
import { ResponseDocuments } from './views/responseDocuments.ts';
import { StatusBar } from './views/statusBar.ts';

/** What tests reach into, beside what every extension may; nothing in any other run. */
export interface TestApi extends OrderDeskApi {
  readonly current: CurrentDesk;
  readonly arming: Arming;
  readonly profiles: ProfileStore;
  readonly credentials: CredentialStore;
  readonly transcripts: TranscriptLog;
  readonly paper: PaperHost;
  readonly notifier: Notifier;
  readonly view: OrdersView;
  readonly sessions: OrderSessions;
  readonly context: vscode.ExtensionContext;
}

const later = () => import('./later.ts');

/** Builds, wires, and hands everything to VS Code to dispose. Makes no request. */
export function activate(context: vscode.ExtensionContext): OrderDeskApi | TestApi {
  const redactor = new Redactor();
  const channel = vscode.window.createOutputChannel('Order Desk', { log: true });
  const log = withoutSecrets(channel, redactor);
  const transcripts = new TranscriptLog();
  const folder = context.globalStorageUri.fsPath;
  const files = (name: string) => new FileStore<object>(join(folder, name), log);
  const profiles = new ProfileStore(files('profiles'), context.workspaceState);
  const credentials = new CredentialStore(context.secrets);
  const paper = new PaperHost(context.asAbsolutePath('dist/paper.cjs'), paperArguments, (line) =>
    log.info(line),
  );
  const arming = new Arming(systemClock);
  const current = new CurrentDesk(profiles, {
    ...{ credentials, paper, redactor, load: later },
    mayAct: (profileId) => arming.allows(profileId),
    onTranscript: (transcript, profileId) => {
      transcripts.add(transcript, profileId);
      logTranscript(log, transcript);
    },
    journals: (profileId) => fileJournals(folder, profileId, log, onUnkept),
  });
  const notifier = new Notifier(log, redactor);
  let isToldUnkept = false;
  const onUnkept = (): void => {
    if (isToldUnkept) return;
    isToldUnkept = true;
    const text = vscode.l10n.t(
      "What is not settled cannot be written to VS Code's storage for Order Desk: a window that is reloaded or closed forgets it. Make room there, or make it writable.",
    );
    notifier.tell('warning', { text, action: showLog() });
  };
  const arrangements = new ArrangementStore(files('arrangements'));
  const tree = new OrdersTree(
    () => current.desk,
    () => current.place.venue,
    later,
  );
  const view = new OrdersView(tree, current, arrangements, log);
  const historyFilters = new PerProfile(files('historyFilters'));
  const history = new LateTree<HistoryTreeRow>(View.history, async (seat) => {
    const { HistoryTree } = await later();
    return new HistoryTree(seat, current, historyFilters, log);
  });
  const positions = new LateTree<PositionRow>(View.positions, async (seat) => {
    const { PositionsBoard } = await later();
    return new PositionsBoard(seat, current);
  });
  const requestFilter = new RequestFilter();
  const makeRequests = async (seat: TreeSeat<RequestRow>) => {
    const { RequestsTree } = await later();
    return new RequestsTree(seat, transcripts, profiles, requestFilter);
  };
  const requests = new LateTree<RequestRow>(View.requests, makeRequests, true);
  const bulks = new BulkCancels();
  const sessions = new OrderSessions();
  const selection = (): readonly unknown[] => view.selection;
  const { version } = context.extension.packageJSON as { version: string };
  const stores = {
    profiles,
    arrangements,
    historyFilters,
    credentials,
    transcripts,
    requestFilter,
    version,
  };
  const parts = { current, arming, ...stores, notifier, log };
  const services = { ...parts, bulks, sessions, selection };

  context.subscriptions.push(
    ...[channel, transcripts, profiles, arrangements, credentials, paper, arming, current],
    new LiveSafety(arming, current),
    ...[notifier, view, positions, historyFilters, history, requestFilter, requests],
    new ResponseDocuments(transcripts, current, bulks, later),
    sessions,
    new OrderDocuments(sessions, later),
    new StatusBar(current, arming),
    new LateReports(current, notifier, bulks, later),
    registerCommands(services, later),
    registerTools(services, later),
  );
  const api = makeApi(services, later);
  if (context.extensionMode !== vscode.ExtensionMode.Test) return api;
  // Not spread: its profile is another each time that it is read.
  return Object.assign(api, {
    ...{ current, arming, profiles, credentials, transcripts, paper },
    ...{ notifier, view, sessions, context },
  });
}
