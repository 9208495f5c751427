import { spawn, type ChildProcess } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverRoot } from '../../../scripts/setup/paths.mjs';
import {
  disownGroup,
  endLater,
  ownGroup,
  removeFolder,
  signalGroup,
  temporaryFolder,
} from './cleanup.ts';
import { writeLanguagePack } from './languagePack.ts';

export interface ServerOptions {
  /** A packaged extension to install before the server starts. */
  readonly vsix?: string | undefined;
  /** The folder of a built extension, to be installed as it is. */
  readonly extensionPath?: string | undefined;
  /** Folders of further extensions, to be installed beside that one. */
  readonly otherExtensions?: readonly string[] | undefined;
  /** The language of VS Code, such as `zh-cn`. Its own words stay English, which extensions do not go by. */
  readonly language?: string | undefined;
  /** User settings, over those that keep the window calm. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** `false` leaves workspace trust on, so that a new folder opens in Restricted Mode. */
  readonly trust?: boolean | undefined;
  /** The folder that the plain address opens. */
  readonly defaultFolder?: string | undefined;
  /** 0, the default, takes a free one. */
  readonly port?: number | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /**
   * Makes the page obey `extensionDevelopmentPath`, and so run tests in the extension host. It also
   * takes all pop-up notifications away, so a window for a person must not have it.
   */
  readonly testDriver?: boolean | undefined;
}

export interface Server {
  readonly url: string;
  readonly port: number;
  /** Of the server's process, whose children the extension hosts are. */
  readonly pid: number | undefined;
  /** The folder that holds everything it writes. */
  readonly home: string;
  /** What the server has printed so far. */
  log(): string;
  /** What its extension hosts have logged so far, and Order Desk's own log. */
  extensionLog(): string;
  /** Resolves when the server's process is gone, for whatever reason. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

const CALM: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
};

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;
const serverMain = join(serverRoot, 'out', 'server-main.js');

/** A VS Code server of its own: own data, own extensions, own port, on loopback only. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const home = temporaryFolder('vscode');
  writeSettings(home, options.settings);
  if (options.language !== undefined) writeLanguagePack(join(home, 'data'), options.language);
  const env = {
    ...process.env,
    XDG_RUNTIME_DIR: join(home, 'run'),
    EXTENSIONS_GALLERY: '{}', // no gallery, so nothing is asked for outside this machine
    ...options.env,
  };
  mkdirSync(env.XDG_RUNTIME_DIR, { mode: 0o700 });
  const places = ['--server-data-dir', home, '--telemetry-level', 'off'];
  try {
    if (options.vsix !== undefined) await installVsix(options.vsix, places, env);
    if (options.extensionPath !== undefined) linkExtension(options.extensionPath, home);
    for (const other of options.otherExtensions ?? []) linkExtension(other, home);
  } catch (error) {
    removeFolder(home);
    throw error;
  }
  const child = spawn(
    process.execPath,
    [
      serverMain,
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
      ...['--without-connection-token', '--accept-server-license-terms', ...places],
      ...(options.language === undefined ? [] : ['--locale', options.language]),
      ...(options.trust === false ? [] : ['--disable-workspace-trust']),
      ...(options.testDriver === true ? ['--enable-smoke-test-driver'] : []),
      ...(options.defaultFolder === undefined ? [] : ['--default-folder', options.defaultFolder]),
    ],
    { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const log = collect(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = endLater(async () => {
    await stop(child);
    removeFolder(home);
  });
  try {
    const port = await untilListening(child, log);
    return {
      url: `http://127.0.0.1:${port}/`,
      port,
      pid: child.pid,
      home,
      log,
      extensionLog: () => readLogs(home),
      ended,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function writeSettings(home: string, settings: ServerOptions['settings']): void {
  const user = join(home, 'data', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...CALM, ...settings }, null, 2));
}

/** VS Code takes what lies in the folder of a new server for installed. */
function linkExtension(extensionPath: string, home: string): void {
  const manifest = readFileSync(join(extensionPath, 'package.json'), 'utf8');
  const { publisher, name, version } = JSON.parse(manifest) as Record<string, string>;
  const extensions = join(home, 'extensions');
  mkdirSync(extensions, { recursive: true });
  symlinkSync(extensionPath, join(extensions, `${publisher}.${name}-${version}`), 'dir');
}

async function installVsix(vsix: string, places: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const args = [serverMain, '--install-extension', vsix, '--force', ...places];
  const child = spawn(process.execPath, args, { env, detached: true, stdio: 'pipe' });
  const log = collect(child);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`${vsix} could not be installed (${code}):\n${log()}`);
}

function collect(child: ChildProcess): () => string {
  if (child.pid !== undefined) ownGroup(child.pid);
  let text = '';
  const keep = (chunk: Buffer): void => {
    text = (text + chunk.toString()).slice(-100_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => text;
}

function readLogs(home: string): string {
  const logs = join(home, 'data', 'logs');
  const files = globSync(['*/exthost*/remoteexthost.log', '*/exthost*/order-desk*/*.log'], {
    cwd: logs,
  });
  return files.map((file) => `--- ${file}\n${readFileSync(join(logs, file), 'utf8')}`).join('\n');
}

function untilListening(child: ChildProcess, log: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(limit);
      reject(new Error(`The VS Code server ${why}:\n${log()}`));
    };
    const limit = setTimeout(() => fail('did not start in time'), START_LIMIT_MS);
    child.on('error', (error) => fail(`could not be started (${error.message})`));
    child.on('exit', (code, signal) => fail(`ended with ${code ?? signal}`));
    child.stderr?.on('data', () => {
      if (/EADDRINUSE/.test(log())) fail('cannot have its port, which is in use');
    });
    child.stdout?.on('data', () => {
      const bound = /Web UI available at \S*:(\d+)/.exec(log());
      if (bound === null) return;
      clearTimeout(limit);
      resolve(Number(bound[1]));
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const impatience = setTimeout(() => signalGroup(pid, 'SIGKILL'), STOP_LIMIT_MS);
    signalGroup(pid, 'SIGTERM');
    await ended;
    clearTimeout(impatience);
  }
  disownGroup(pid);
}
