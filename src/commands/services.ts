import type * as vscode from 'vscode';
import type { TranscriptLog } from '../net/transcriptLog.ts';
import type { CredentialStore } from '../platform/credentials.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import type { ProfileStore } from '../platform/profiles.ts';
import type { Notifier } from './notifier.ts';

/** What commands work with. */
export interface Services {
  readonly current: CurrentDesk;
  readonly profiles: ProfileStore;
  readonly credentials: CredentialStore;
  readonly transcripts: TranscriptLog;
  readonly notifier: Notifier;
  readonly log: vscode.LogOutputChannel;
  /** The one order selected in the sidebar, if it is one. */
  readonly selectedOrderId: () => string | undefined;
}

/** What a command does; arguments come from menus, key bindings and other extensions. */
export type Handler = (services: Services, ...args: unknown[]) => Promise<void> | void;
