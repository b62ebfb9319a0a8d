import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv4 } from 'node:net';
import { decode, encode, type Question, RECURSION_AVAILABLE } from 'dns-packet';

type RecordType = 'A' | 'AAAA';

/** The addresses of a name, of both kinds; undefined: there is no such name. Asked anew for every question. */
export type Names = (name: string, type: RecordType) => readonly string[] | undefined;

export interface DnsServer {
  readonly port: number;
  /** For `DNS_SERVERS`. */
  readonly address: string;
  /** The questions since the start, as `A name`. */
  questions(): readonly string[];
  stop(): Promise<void>;
}

const NO_SUCH_NAME = 3;
const QUESTIONS_KEPT = 1000;

/**
 * Starts a DNS server (UDP) on 127.0.0.1 that knows the given names only. Answers may not be cached. Rejects when
 * the port is in use; 0 is any free one.
 */
export async function startDnsServer({
  names,
  port = 0,
}: {
  names: Names;
  port?: number;
}): Promise<DnsServer> {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (message, peer) => {
    const reply = answer(message, names, asked);
    if (reply) socket.send(reply, peer.port, peer.address);
  });
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  const bound = socket.address().port;
  return {
    port: bound,
    address: `127.0.0.1:${bound}`,
    questions: () => asked,
    async stop() {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

/** A name that gives another address from the second question on, as an attacker's would. */
export function rebinding(first: string, then: string): Names {
  let questions = 0;
  return (_, type) => {
    if (type === 'AAAA') return [];
    questions += 1;
    return [questions === 1 ? first : then];
  };
}

/** The reply; undefined for what is no DNS question at all, which is left unanswered. */
function answer(message: Uint8Array, names: Names, asked: string[]): Uint8Array | undefined {
  const query = readQuery(message);
  const question = query?.questions?.[0];
  if (!query || !question) return undefined;
  const { name, type } = question;
  if (asked.push(`${type} ${name}`) > QUESTIONS_KEPT) asked.shift();
  const addresses = isAddressType(type) ? names(name.toLowerCase(), type) : [];
  return encode({
    type: 'response',
    id: query.id,
    flags: RECURSION_AVAILABLE | (addresses === undefined ? NO_SUCH_NAME : 0),
    questions: [question],
    answers: (addresses ?? [])
      .filter((address) => isIPv4(address) === (type === 'A'))
      .map((data) => ({ type, name, ttl: 0, data })),
  });
}

function readQuery(message: Uint8Array): { id?: number; questions?: Question[] } | undefined {
  try {
    return decode(message);
  } catch {
    return undefined;
  }
}

function isAddressType(type: string): type is RecordType {
  return type === 'A' || type === 'AAAA';
}
