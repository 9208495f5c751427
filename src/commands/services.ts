import type * as vscode from 'vscode';
import type { Command } from '../contributions.ts';
import type { Arming } from '../desk/arming.ts';
import type { TranscriptLog } from '../net/transcriptLog.ts';
import type { ArrangementStore } from '../platform/arrangements.ts';
import type { BulkCancels } from '../platform/bulkCancels.ts';
import type { CredentialStore } from '../platform/credentials.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import type { PerProfile } from '../platform/perProfile.ts';
import type { OrderSessions } from '../platform/orderSessions.ts';
import type { ProfileStore } from '../platform/profiles.ts';
import type { RequestFilter } from '../platform/requestFilter.ts';
import type { Notifier } from './notifier.ts';

/** What commands work with. */
export interface Services {
  readonly current: CurrentDesk;
  readonly profiles: ProfileStore;
  readonly arming: Arming;
  readonly arrangements: ArrangementStore;
  readonly historyFilters: PerProfile;
  readonly credentials: CredentialStore;
  readonly transcripts: TranscriptLog;
  readonly requestFilter: RequestFilter;
  readonly notifier: Notifier;
  readonly log: vscode.LogOutputChannel;
  readonly bulks: BulkCancels;
  readonly sessions: OrderSessions;
  /** Of this extension. */
  readonly version: string;
  /** The rows selected in the sidebar. */
  readonly selection: () => readonly unknown[];
}

/**
 * What a command does; arguments come from menus, key bindings and other extensions. What it hands back is plain
 * data on what came of it, for those who run it by its id: nothing where nothing was done.
 */
export type Handler = (services: Services, ...args: unknown[]) => unknown;

export type Handlers = Readonly<Record<(typeof Command)[keyof typeof Command], Handler>>;
