import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { sharedBrowser } from './browser.ts';
import { endLater, removeFolder, temporaryFolder } from './cleanup.ts';
import { startServer, type Server, type ServerOptions } from './server.ts';
import { Workbench } from './workbench.ts';
import { PATIENCE_MS } from './patience.ts';

export interface VsCodeOptions extends ServerOptions {
  /** A module with `run()`, to be run in the extension host; loads `extensionPath` in development. */
  readonly testsPath?: string | undefined;
  /** An empty temporary folder unless given. */
  readonly workspaceFolder?: string | undefined;
  /** Called on the page before it loads. */
  readonly prepare?: ((page: Page) => Promise<void>) | undefined;
}

export interface VsCode {
  /** The address of this window, with folder and payload. */
  readonly url: string;
  readonly server: Server;
  readonly page: Page;
  readonly workbench: Workbench;
  readonly workspaceFolder: string;
  /** Another window of the same VS Code, for what two windows do to each other. */
  openWindow(): Promise<Workbench>;
  close(): Promise<void>;
}

/** What this process has started and not yet closed. */
export const running = new Set<VsCode>();

export const WINDOW_SIZE = { width: 1400, height: 900 };

/** A real VS Code in a real browser, with everything of its own, ready to be used. */
export async function startVsCode(options: VsCodeOptions = {}): Promise<VsCode> {
  const scratch = temporaryFolder('workspace');
  const workspaceFolder = options.workspaceFolder ?? join(scratch, 'desk');
  if (options.workspaceFolder === undefined) mkdirSync(workspaceFolder);
  const closers: (() => Promise<void>)[] = [];
  const close = endLater(async () => {
    for (const each of closers.reverse()) await each();
    removeFolder(scratch);
  });
  try {
    const underTest = options.testsPath !== undefined;
    const changes = underTest ? { testDriver: true, extensionPath: undefined } : {};
    const server = await startServer({ ...options, ...changes });
    closers.push(server.close);
    const browser = await sharedBrowser();
    const context = await browser.newContext({
      viewport: WINDOW_SIZE,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    closers.push(() => context.close());
    const url = addressOf(server, workspaceFolder, options);
    const openWindow = async (): Promise<Workbench> => {
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      await options.prepare?.(page);
      const workbench = new Workbench(page);
      await workbench.load(url, { wait: !underTest });
      return workbench;
    };
    const workbench = await openWindow();
    const { page } = workbench;
    const code: VsCode = { url, server, page, workbench, workspaceFolder, openWindow, close };
    running.add(code);
    closers.push(() => Promise.resolve(void running.delete(code)));
    return code;
  } catch (error) {
    await close();
    throw error;
  }
}

function addressOf(server: Server, folder: string, options: VsCodeOptions): string {
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${server.port}${path}`;
  const query = new URLSearchParams({ folder });
  if (options.testsPath !== undefined) {
    const payload = [
      ['extensionDevelopmentPath', remote(options.extensionPath ?? '')],
      ['extensionTestsPath', remote(options.testsPath)],
    ];
    query.set('payload', JSON.stringify(payload));
  }
  return `${server.url}?${query.toString()}`;
}
