/** The part of `dns-packet` that the sandbox's DNS server uses; the package brings no types. */
declare module 'dns-packet' {
  export interface Question {
    type: string;
    name: string;
  }
  export interface Packet {
    type: 'query' | 'response';
    id?: number;
    flags?: number;
    questions?: Question[];
    answers?: { type: string; name: string; ttl: number; data: string }[];
  }
  export const RECURSION_AVAILABLE: number;
  export function decode(message: Uint8Array): Packet;
  export function encode(packet: Packet): Uint8Array;
}
