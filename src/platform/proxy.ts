import * as tls from 'node:tls';
import * as vscode from 'vscode';
import type { ConnectOptions } from '../net/dispatcher.ts';

/**
 * How to reach a host, from VS Code's `http.*` settings and the environment. Only what the person
 * set for all windows counts: a workspace must not send signed requests through its own proxy.
 */
export function connectOptions(origin: string): ConnectOptions {
  // What is not encrypted is on this machine: it is reached directly, and shows no certificate.
  if (new URL(origin).protocol !== 'https:') return {};
  const http = vscode.workspace.getConfiguration('http');
  const user = <T>(key: string): T | undefined => http.inspect<T>(key)?.globalValue;
  const env = (name: string): string | undefined =>
    process.env[name] || process.env[name.toUpperCase()] || undefined;
  const on = user<string>('proxySupport') !== 'off';
  const direct = [user<string | string[]>('noProxy') ?? []].flat();
  return {
    proxy: on ? user<string>('proxy') || env('https_proxy') || env('http_proxy') : undefined,
    proxyAuthorization: user<string | null>('proxyAuthorization') ?? undefined,
    // As in VS Code, the environment's are for where the setting names none.
    noProxy: direct.length > 0 ? direct : (env('no_proxy')?.split(/[\s,]+/) ?? []),
    rejectUnauthorized: user<boolean>('proxyStrictSSL') !== false,
    // Without a list, Node goes by its own and that of NODE_EXTRA_CA_CERTS.
    ca: user<boolean>('systemCertificates') === false ? undefined : certificates(),
  };
}

/** Node's own certificates and the system's. Reading the system's takes a while, so once. */
let known: readonly string[] | undefined;

function certificates(): readonly string[] {
  known ??= [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
  return known;
}
