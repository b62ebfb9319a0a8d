import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { IncomingMessage, Server, ServerResponse } from 'node:http';
import path from 'node:path';
import { shownPath } from './http/shown-path';
import { log } from './log';
import { metrics } from './metrics';
import { inRequest, type RequestScope } from './request-scope';

/** Asked for by machines, many times a minute: only the finest log has them. */
const QUIET = /^\/(_next\/|healthz$|readyz$|metrics$|icon\.svg$|favicon\.ico$)/;

/** Finds the route that a path belongs to, so that metrics have a handful of names and the log no ids. */
export type RouteOf = (path: string) => string;

const holder: typeof globalThis & { lavaWatchesRequests?: boolean } = globalThis;

/**
 * Gives every request that this process's HTTP servers take an id: it stands in every line of the log that the request
 * leads to, in the header `x-request-id` of its answer and in errors shown to people. One line in the log and one
 * observation in the metrics tell how each ended. An id that a caller brings is not taken over.
 */
export function watchRequests(routeOf: RouteOf = builtRoutes()): void {
  if (holder.lavaWatchesRequests) return;
  holder.lavaWatchesRequests = true;
  const emit = Server.prototype.emit;
  Server.prototype.emit = function watched(this: Server, event: string, ...args: unknown[]): boolean {
    const [request, response] = args;
    if (event !== 'request' || !(request instanceof IncomingMessage) || !(response instanceof ServerResponse))
      return Reflect.apply(emit, this, [event, ...args]);
    const scope = scopeOf(request);
    response.setHeader('x-request-id', scope.requestId);
    tellEnd(request, response, scope, routeOf);
    return inRequest(scope, () => Reflect.apply(emit, this, [event, ...args]));
  };
}

function scopeOf({ headers, socket, method, url = '/' }: IncomingMessage): RequestScope {
  const proxied = headers['x-forwarded-for'] ?? headers.forwarded ?? headers['x-real-ip'];
  return {
    requestId: randomUUID(),
    act: `${method} ${shownPath(url.split('?')[0] ?? '/')}`,
    ...(proxied === undefined && socket.remoteAddress !== undefined && { peer: socket.remoteAddress }),
  };
}

function tellEnd(
  request: IncomingMessage,
  response: ServerResponse,
  scope: RequestScope,
  routeOf: RouteOf,
): void {
  const started = performance.now();
  const { method = '', url = '/' } = request;
  const [pathname = '/', query] = url.split('?');
  const isAction = request.headers['next-action'] !== undefined;
  response.once('close', () => {
    const ms = Math.round(performance.now() - started);
    // 499, as nginx has it: the caller went away first.
    const status = response.writableFinished ? response.statusCode : 499;
    metrics().requestSeconds.observe({ method, route: routeOf(pathname), status }, ms / 1000);
    const line = {
      requestId: scope.requestId,
      method,
      path: shownPath(pathname),
      ...(query && { query: [...new Set(new URLSearchParams(query).keys())].slice(0, 20) }),
      ...(isAction && { action: true }),
      status,
      ms,
      ...(scope.actorId && { actorId: scope.actorId }),
    };
    if (QUIET.test(pathname)) log.debug(line, 'request');
    else log.info(line, 'request');
  });
}

interface Manifest {
  readonly staticRoutes: readonly { readonly page: string; readonly regex: string }[];
  readonly dynamicRoutes: readonly { readonly page: string; readonly regex: string }[];
}

/** The routes of the build; without one (in development) only the first part of a path is told. */
function builtRoutes(): RouteOf {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(readFileSync(path.join(process.cwd(), '.next', 'routes-manifest.json'), 'utf8'));
  } catch {
    return (pathname) => (pathname.startsWith('/api/') ? '/api' : 'page');
  }
  const routes = [...manifest.staticRoutes, ...manifest.dynamicRoutes].map(
    ({ page, regex }) => [new RegExp(regex), page] as const,
  );
  return (pathname) => {
    if (pathname.startsWith('/_next/')) return '/_next';
    return routes.find(([pattern]) => pattern.test(pathname))?.[1] ?? 'other';
  };
}
