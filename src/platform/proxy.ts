import * as tls from 'node:tls';
import * as vscode from 'vscode';
import type { ConnectOptions } from '../net/dispatcher.ts';

/**
 * How to reach a host, from VS Code's `http.*` settings and the environment. Only what the person
 * set for all windows counts: a workspace must not send signed requests through its own proxy.
 */
export function connectOptions(origin: string): ConnectOptions {
  const http = vscode.workspace.getConfiguration('http');
  const user = <T>(key: string): T | undefined => http.inspect<T>(key)?.globalValue;
  const env = (name: string): string | undefined =>
    process.env[name] || process.env[name.toUpperCase()] || undefined;
  const on = user<string>('proxySupport') !== 'off';
  return {
    proxy: on ? user<string>('proxy') || env('https_proxy') || env('http_proxy') : undefined,
    noProxy: user<string[]>('noProxy') ?? env('no_proxy')?.split(',') ?? [],
    rejectUnauthorized: user<boolean>('proxyStrictSSL') !== false,
    // What is not encrypted shows no certificate: the paper exchange does not wait for the system's.
    ca: new URL(origin).protocol === 'https:' ? certificates() : undefined,
  };
}

/** Node's own certificates and the system's. Reading the system's takes a while, so once. */
let known: readonly string[] | undefined;

function certificates(): readonly string[] {
  known ??= [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
  return known;
}
