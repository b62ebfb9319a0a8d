import { STSClient } from '@aws-sdk/client-sts';

export type RequestHandler = STSClient['config']['requestHandler'];

class InsecureEndpoint extends Error {
  override readonly name = 'InsecureEndpoint';
}

/** One handler, and with it one set of sockets, for all clients of a process. `destroy` it when done. */
export function makeHandler(): RequestHandler {
  return new STSClient({ region: 'us-east-1' }).config.requestHandler;
}

/** This machine, as the SDK writes host names. */
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

/**
 * The handler, but nothing leaves without https: an endpoint set in the environment or in a profile would otherwise
 * get parameters and secrets in the clear. Such a call fails with an error of the name `InsecureEndpoint`.
 * `exceptLoopback` lets calls to this machine pass.
 */
export function httpsOnly(
  handler: RequestHandler,
  { exceptLoopback }: { readonly exceptLoopback: boolean },
): RequestHandler {
  return new Proxy(handler, {
    get(target, property) {
      if (property !== 'handle') return Reflect.get(target, property);
      const handle: RequestHandler['handle'] = (request, options) => {
        if (request.protocol === 'https:' || (exceptLoopback && LOOPBACK.test(request.hostname))) {
          return target.handle(request, options);
        }
        throw new InsecureEndpoint('The endpoint does not use https.');
      };
      return handle;
    },
  });
}
